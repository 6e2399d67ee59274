using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Slipway.Iam.PolicyEngine.Conditions;

/// <summary>A range of IP addresses, <c>203.0.113.0/24</c> or <c>2001:db8::/32</c>, or one address.</summary>
internal readonly record struct AddressRange
{
    private readonly byte[] network;
    private readonly int bits;

    private AddressRange(byte[] network, int bits) => (this.network, this.bits) = (network, bits);

    public static bool TryParse(string text, out AddressRange range)
    {
        range = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!TryParseAddress(slash < 0 ? text : text[..slash], out var address, out var wasMapped)) return false;
        var bits = address.Length * 8;
        if (slash >= 0)
        {
            if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out bits)) return false;
            // ::ffff:10.0.0.0/104 is 10.0.0.0/8.
            if (wasMapped) bits -= 96;
            if (bits < 0 || bits > address.Length * 8) return false;
        }

        range = new(address, bits);
        return true;
    }

    /// <summary>An IPv4 address that came in IPv6's clothes is an IPv4 address.</summary>
    public bool Contains(string address) => TryParseAddress(address, out var bytes, out _) && Contains(bytes);

    private bool Contains(byte[] address)
    {
        if (address.Length != network.Length) return false;
        var whole = bits / 8;
        if (!address.AsSpan(0, whole).SequenceEqual(network.AsSpan(0, whole))) return false;
        var rest = bits % 8;
        return rest == 0 || (address[whole] ^ network[whole]) >> (8 - rest) == 0;
    }

    /// <summary>Stricter than the framework, which takes "10.1" and octal numbers for addresses.</summary>
    private static bool TryParseAddress(string text, out byte[] bytes, out bool wasMapped)
    {
        (bytes, wasMapped) = ([], false);
        if (text.AsSpan().ContainsAny('%', '[', ']') || !IPAddress.TryParse(text, out var address)) return false;
        if (address.AddressFamily is AddressFamily.InterNetwork && address.ToString() != text) return false;
        wasMapped = address.IsIPv4MappedToIPv6;
        bytes = (wasMapped ? address.MapToIPv4() : address).GetAddressBytes();
        return true;
    }
}

internal sealed class AddressValue(AddressRange range) : ConditionValue
{
    public override bool Matches(string value, IConditionKeys keys, ref bool isUnresolved) => range.Contains(value);
}

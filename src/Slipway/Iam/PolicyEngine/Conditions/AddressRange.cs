using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Slipway.Iam.PolicyEngine.Conditions;

/// <summary>A range of IP addresses, <c>203.0.113.0/24</c> or <c>2001:db8::/32</c>, or one address.</summary>
internal readonly record struct AddressRange
{
    private readonly Address network;
    private readonly UInt128 mask;

    private AddressRange(Address network, UInt128 mask) => (this.network, this.mask) = (network, mask);

    public static bool TryParse(string text, out AddressRange range)
    {
        range = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!Address.TryParse(slash < 0 ? text : text[..slash], out var address, out var wasMapped)) return false;
        var bits = address.Width;
        if (slash >= 0)
        {
            if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out bits)) return false;
            // ::ffff:10.0.0.0/104 is 10.0.0.0/8.
            if (wasMapped) bits -= 96;
            if (bits < 0 || bits > address.Width) return false;
        }

        range = new(address, bits == 0 ? UInt128.Zero : UInt128.MaxValue << (address.Width - bits));
        return true;
    }

    /// <summary>An IPv4 address that came in IPv6's clothes is an IPv4 address.</summary>
    public bool Contains(string text) =>
        Address.TryParse(text, out var address, out _) && address.Width == network.Width && ((address.Value ^ network.Value) & mask) == UInt128.Zero;

    /// <param name="Width">32 or 128 bits.</param>
    private readonly record struct Address(UInt128 Value, int Width)
    {
        /// <summary>Stricter than the framework, which takes "10.1" and octal numbers for addresses.</summary>
        public static bool TryParse(string text, out Address address, out bool wasMapped)
        {
            wasMapped = false;
            if (TryParseQuad(text, out address)) return true;
            if (text.AsSpan().ContainsAny('%', '[', ']') || !IPAddress.TryParse(text, out var parsed) || parsed.AddressFamily is not AddressFamily.InterNetworkV6) return false;
            Span<byte> bytes = stackalloc byte[16];
            parsed.TryWriteBytes(bytes, out _);
            wasMapped = parsed.IsIPv4MappedToIPv6;
            var value = BinaryPrimitives.ReadUInt128BigEndian(bytes);
            address = wasMapped ? new((uint)value, 32) : new(value, 128);
            return true;
        }

        /// <summary>Four numbers without leading zeros. Costs no memory, as most requests come from such an address.</summary>
        private static bool TryParseQuad(ReadOnlySpan<char> text, out Address address)
        {
            address = default;
            uint value = 0;
            var count = 0;
            foreach (var part in text.Split('.'))
            {
                var digits = text[part];
                if (++count > 4 || (digits.Length > 1 && digits[0] == '0') || !byte.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
                value = (value << 8) | number;
            }

            address = new(value, 32);
            return count == 4;
        }
    }
}

internal sealed class AddressValue(AddressRange range) : ConditionValue
{
    public override bool Matches(string value, IConditionKeys keys) => range.Contains(value);
}

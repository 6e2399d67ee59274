using System.Net;
using System.Net.Sockets;

namespace Slipway.Wire.Throttling;

/// <summary>What counts as one sender: an IPv4 address, or the 64 bits that an IPv6 network has for itself.</summary>
public static class AddressKey
{
    public static string Of(IPAddress? address) => Plain(address) switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6 } network => Convert.ToHexStringLower(network.GetAddressBytes().AsSpan(0, 8)),
        var single => single.ToString(),
    };

    /// <summary>The address as its sender knows it: one of IPv4 may have come in the clothes of IPv6.</summary>
    public static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}

using System.Net;
using System.Net.Sockets;

namespace Slipway.Adapters.Http;

/// <summary>
/// Addresses that no URL of a stranger may lead to: this machine, its link, and the metadata services of clouds. Private
/// networks are not among them, since that is where a self-hosted provider lives.
/// </summary>
internal static class ForbiddenAddresses
{
    private static readonly IPNetwork[] Networks =
    [
        .. new[]
        {
            "0.0.0.0/8",           // this host
            "127.0.0.0/8",         // loopback
            "169.254.0.0/16",      // link-local, with the metadata of most clouds
            "100.100.100.200/32",  // metadata of Alibaba Cloud
            "168.63.129.16/32",    // metadata of Azure
            "192.0.0.192/32",      // metadata of Oracle Cloud
            "224.0.0.0/4",         // multicast
            "240.0.0.0/4",         // reserved, and broadcast
            "::/128",              // this host
            "::1/128",             // loopback
            "fe80::/10",           // link-local
            "fec0::/10",           // site-local
            "fd00:ec2::/32",       // metadata of EC2
            "fd20:ce::/32",        // metadata of Google Cloud
            "2001::/32",           // Teredo, which hides an IPv4 address
            "ff00::/8",            // multicast
        }.Select(IPNetwork.Parse),
    ];

    // IPv6 addresses that stand for IPv4 ones in their last four bytes: NAT64, a network's own NAT64, the translated form, and the compatible one of old.
    private static readonly IPNetwork[] Embedding = [IPNetwork.Parse("64:ff9b::/96"), IPNetwork.Parse("64:ff9b:1::/48"), IPNetwork.Parse("::ffff:0:0:0/96"), IPNetwork.Parse("::/96")];

    public static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return Contains(address.MapToIPv4());
        if (Networks.Any(network => network.Contains(address))) return true;
        return address.AddressFamily is AddressFamily.InterNetworkV6
            && (SixToFour(address) is { } tunneled
                ? Contains(tunneled)
                : Embedding.Any(network => network.Contains(address)) && Contains(new IPAddress(address.GetAddressBytes().AsSpan(12))));
    }

    // 2002::/16 carries an IPv4 address behind its prefix.
    private static IPAddress? SixToFour(IPAddress address) =>
        address.GetAddressBytes() is [0x20, 0x02, var a, var b, var c, var d, ..] ? new(new[] { a, b, c, d }) : null;
}

using System.Net;
using Slipway.Server.Configuration;

namespace Slipway.Server.Commands;

/// <summary>The URL by which a client on this machine reaches an address that the server listens on.</summary>
internal static class ClientUrl
{
    public static string Of(ListenAddress address)
    {
        var isAny = address.Address is null || address.Address.Equals(IPAddress.Any) || address.Address.Equals(IPAddress.IPv6Any);
        return (isAny ? address with { Host = "localhost" } : address).ToString();
    }
}

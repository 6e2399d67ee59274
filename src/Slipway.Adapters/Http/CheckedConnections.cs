using System.Net;
using System.Net.Sockets;

namespace Slipway.Adapters.Http;

/// <summary>
/// Opens the connections to addresses that strangers name. Connects to an address that has been looked at: a name that
/// answers a harmless address when it is checked and another one when it is used gains nothing. It goes with a handler
/// that uses no proxy, which would look the name up by itself.
/// </summary>
internal sealed class CheckedConnections(AllowedHosts allowed)
{
    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="ForbiddenAddressException">The name leads to no address that may be asked.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var found = await Dns.GetHostAddressesAsync(host, ct);
        IPAddress[] addresses = [.. found.Where(address => allowed.Contains(host) || !ForbiddenAddresses.Contains(address))];
        if (addresses.Length == 0) throw new ForbiddenAddressException($"{host} has no address that may be asked; SLIPWAY_ALLOWED_HOSTS can allow it");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A host has only addresses that strangers may not have asked. Comes as it is, or inside of the exception of the request.</summary>
internal sealed class ForbiddenAddressException(string message) : HttpRequestException(message)
{
    public static bool IsBehind(Exception? fault) => fault is not null && (fault is ForbiddenAddressException || IsBehind(fault.InnerException));
}

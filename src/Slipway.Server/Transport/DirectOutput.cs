using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Slipway.Oci;

namespace Slipway.Server.Transport;

/// <summary>
/// Replaces the output of a connection by one that writes to the socket directly and can send files. Comes before
/// TLS in the list of a listener: what TLS writes then goes the same way, and files are not offered.
/// </summary>
internal static class DirectOutput
{
    public static ListenOptions UseDirectOutput(this ListenOptions listener)
    {
        if (SendFile.IsSupported) listener.Use(next => connection => ServeAsync(next, connection));
        return listener;
    }

    private static async Task ServeAsync(ConnectionDelegate next, ConnectionContext connection)
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket)
        {
            await next(connection);
            return;
        }

        var original = connection.Transport;
        var output = new SocketOutput(connection, new(socket), new());
        connection.Transport = new Duplex(original.Input, output);
        connection.Features.Set<IFileTransport>(new FileTransport(output));
        try
        {
            await next(connection);
        }
        finally
        {
            await output.CompleteAsync();
            connection.Transport = original;
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}

using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Slipway.Server.Configuration;
using Slipway.Server.Transport;

namespace Slipway.Server.Http;

/// <summary>Kestrel's settings: where it listens, and the limits for what strangers send.</summary>
internal static class Listening
{
    // The largest call carries a layer part of 20 MiB in base64; the gateway's own limit is tighter where it can be.
    private const long LargestCall = 32 * 1024 * 1024;

    public static void Configure(KestrelServerOptions kestrel, SlipwayOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestCall;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        kestrel.Limits.MaxRequestLineSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(30);
        // A client that unpacks while it pulls may rest for long; TCP's probes find those that are gone.
        kestrel.Limits.MinResponseDataRate = null;

        var certificate = options.Tls is { } files ? new TlsCertificate(files) : null;
        foreach (var url in options.Urls)
        {
            if (url.Address is { } address) kestrel.Listen(new IPEndPoint(address, url.Port), listen => Configure(listen, url, certificate));
            else kestrel.ListenAnyIP(url.Port, listen => Configure(listen, url, certificate));
        }
    }

    public static void Configure(SocketTransportOptions transport) =>
        transport.CreateBoundListenSocket = endpoint =>
        {
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            // Connections inherit these: a peer that vanished is noticed after two minutes, and lets go of its upload.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, optionValue: true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 60);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 15);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 4);
            return socket;
        };

    private static void Configure(ListenOptions listen, ListenAddress url, TlsCertificate? certificate)
    {
        listen.UseDirectOutput();
        listen.Protocols = url.IsTls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
        if (url.IsTls) listen.UseHttps(https => https.ServerCertificateSelector = (_, _) => certificate!.Current());
    }
}

using System.Security.Authentication;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Slipway.Wire.Audit;

/// <summary>How a request's connection is protected.</summary>
public static class TlsOfRequest
{
    /// <returns>null for plain connections.</returns>
    public static TlsDetails? Read(HttpContext http)
    {
        if (http.Features.Get<ITlsHandshakeFeature>() is not { } tls) return null;
        var version = tls.Protocol switch
        {
            SslProtocols.Tls12 => "TLSv1.2",
            SslProtocols.Tls13 => "TLSv1.3",
            var other => other.ToString(),
        };
        return new(version, tls.NegotiatedCipherSuite?.ToString(), http.Request.Host.Value ?? "");
    }
}

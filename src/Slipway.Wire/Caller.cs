using System.Net;
using Microsoft.AspNetCore.Http;

namespace Slipway.Wire;

/// <summary>Who asks, and where they ask: the outcome of authentication, handed to every operation.</summary>
/// <param name="Principal">The identity whose key signed the request, or that a registry token is bound to.</param>
/// <param name="Region">The region that the request means: the signature's scope, or the registry's host name.</param>
/// <param name="RequestId">Sent back as <c>x-amzn-RequestId</c> and written to the log.</param>
public sealed record Caller(Principal Principal, string Region, string RequestId)
{
    /// <summary>The 12-digit account of the principal.</summary>
    public string Account => Principal.Account;

    public IPAddress? SourceAddress { get; init; }

    public string? UserAgent { get; init; }

    public bool IsSecureTransport { get; init; }

    /// <summary>The caller of a request, with what its connection says of it.</summary>
    public static Caller Of(HttpContext http, Principal principal, string region, string requestId) => new(principal, region, requestId)
    {
        SourceAddress = http.Connection.RemoteIpAddress,
        UserAgent = http.Request.Headers.UserAgent,
        IsSecureTransport = http.Request.IsHttps,
    };
}

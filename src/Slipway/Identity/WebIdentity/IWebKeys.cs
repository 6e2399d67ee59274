namespace Slipway.Identity.WebIdentity;

/// <summary>Fetches the keys of identity providers from where they publish them.</summary>
internal interface IWebKeys
{
    /// <summary>
    /// Reads <c>{issuer}/.well-known/openid-configuration</c> and the key set that it names, over https alone, without
    /// following redirects, in bounded time and memory, and from no address that is this machine's own.
    /// </summary>
    /// <param name="issuer">An https URL.</param>
    /// <param name="thumbprints">
    /// SHA-1 of certificates, 40 hexadecimal digits each: a server whose certificate leads to one of them is trusted as well
    /// as one that the system trusts.
    /// </param>
    ValueTask<WebKeyFetch> FetchAsync(string issuer, IReadOnlyList<string> thumbprints, CancellationToken ct);
}

/// <param name="Keys">null when there is a fault.</param>
internal readonly record struct WebKeyFetch(WebKeySet? Keys, WebKeyFault Fault)
{
    public static WebKeyFetch Of(WebKeySet keys) => new(keys, default);

    public static WebKeyFetch Failed(WebKeyFault fault) => new(null, fault);
}

internal enum WebKeyFault
{
    /// <summary>No connection, no answer in time, or an answer that is an error.</summary>
    Unreachable,

    /// <summary>The server's certificate is trusted neither by the system nor by a thumbprint.</summary>
    UntrustedCertificate,

    /// <summary>An answer that is no provider's document, of another issuer, or without keys.</summary>
    Unusable,
}

using Microsoft.AspNetCore.Http;

namespace Slipway.Wire.SigV4;

/// <summary>Signs calls to other endpoints of AWS's form: a POST to their root, as all but REST services take it.</summary>
public static class OutgoingSignature
{
    /// <param name="contentType">Exactly as it is sent.</param>
    /// <param name="headers">Further headers that are to be signed, such as <c>x-amz-target</c>; lower-case names.</param>
    /// <returns>The headers to send, the given ones and <c>authorization</c> among them; without <c>host</c> and <c>content-type</c>, which the connection writes.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>> Sign(
        Uri url, string contentType, IEnumerable<KeyValuePair<string, string>> headers, ReadOnlySpan<byte> body, OutgoingKey key, CredentialScope scope, DateTimeOffset now)
    {
        var timestamp = AuthorizationHeader.Timestamp(now);
        SortedDictionary<string, string> signed = new(StringComparer.Ordinal) { ["host"] = url.Authority, ["content-type"] = contentType, ["x-amz-date"] = timestamp };
        if (key.SessionToken is not null) signed["x-amz-security-token"] = key.SessionToken;
        foreach (var (name, value) in headers) signed[name] = value;

        var all = new HeaderDictionary();
        foreach (var (name, value) in signed) all[name] = value;
        string[] names = [.. signed.Keys];
        var canonical = CanonicalRequest.Of("POST", url.AbsolutePath, "", all, names, Signature.HashOf(body))!;
        var signature = Signature.Of(canonical, timestamp, scope, key.SecretAccessKey);
        var authorization = $"{AuthorizationHeader.Algorithm} Credential={key.AccessKeyId}/{scope}, SignedHeaders={string.Join(';', names)}, Signature={signature}";
        return [.. signed.Where(header => header.Key is not ("host" or "content-type")), new("authorization", authorization)];
    }

    /// <summary>The scope of a call that is made now.</summary>
    public static CredentialScope ScopeOf(string region, string service, DateTimeOffset now) => new(AuthorizationHeader.Timestamp(now)[..8], region, service);
}

/// <param name="SessionToken">null for a long-term key.</param>
public sealed record OutgoingKey(string AccessKeyId, string SecretAccessKey, string? SessionToken)
{
    /// <summary>Never the secrets: records are printed.</summary>
    public override string ToString() => AccessKeyId;
}

using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Slipway.Wire.SigV4;

/// <summary>Reads a signature in the query string, <c>X-Amz-Algorithm=…&amp;X-Amz-Credential=…&amp;X-Amz-Signature=…</c>.</summary>
public static class PresignedUrl
{
    /// <summary>AWS's own limit: seven days, in seconds.</summary>
    private const int LongestLifetime = 604_800;

    private static readonly string[] Required =
        ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature"];

    public static bool IsPresigned(HttpRequest request) =>
        request.QueryString.HasValue && (request.Query.ContainsKey("X-Amz-Signature") || request.Query.ContainsKey("X-Amz-Credential"));

    /// <exception cref="IncompleteSignature"/>
    public static SignedRequest Read(HttpRequest request)
    {
        var query = request.Query;
        foreach (var name in Required)
        {
            if (query[name].Count != 1) throw new IncompleteSignature($"AWS query-string parameters must include '{name}', once. Re-examine the query-string parameters.");
        }

        if (query["X-Amz-Algorithm"] != AuthorizationHeader.Algorithm)
            throw new IncompleteSignature($"Unsupported AWS 'algorithm': '{AuthorizationHeader.Printable(query["X-Amz-Algorithm"].ToString())}'.");
        if (!AuthorizationHeader.TryReadTimestamp(query["X-Amz-Date"], out var time))
            throw new IncompleteSignature($"Date must be in ISO-8601 'basic format'. Got '{AuthorizationHeader.Printable(query["X-Amz-Date"].ToString())}'.");
        if (!int.TryParse(query["X-Amz-Expires"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > LongestLifetime)
            throw new IncompleteSignature($"X-Amz-Expires must be a number of seconds from 1 to {LongestLifetime}.");

        var (accessKeyId, scope) = AuthorizationHeader.ReadCredential(query["X-Amz-Credential"].ToString());
        var token = query["X-Amz-Security-Token"];
        return new(
            accessKeyId,
            scope,
            AuthorizationHeader.SplitHeaders(query["X-Amz-SignedHeaders"].ToString()),
            query["X-Amz-Signature"].ToString(),
            time,
            query["X-Amz-Date"].ToString(),
            token.Count == 0 ? null : token.ToString(),
            TimeSpan.FromSeconds(seconds));
    }
}

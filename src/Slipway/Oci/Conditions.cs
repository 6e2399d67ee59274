using Microsoft.AspNetCore.Http;
using Slipway.Registry;

namespace Slipway.Oci;

/// <summary>
/// Conditional requests (RFC 9110, section 13). The digest is the entity tag of what it names, always a strong one.
/// </summary>
internal static class Conditions
{
    public static string TagOf(Digest digest) => $"\"{digest}\"";

    /// <summary>Whether the client has this very content already, and a 304 will do.</summary>
    public static bool IsKnown(HttpRequest request, string tag) => Matches(request.Headers.IfNoneMatch, tag, isWeak: true);

    /// <summary>Whether the client wants other content or none: <c>If-Match</c> is there and does not name this (section 13.1.1).</summary>
    public static bool IsUnwanted(HttpRequest request, string tag) => request.Headers.IfMatch is { Count: > 0 } wanted && !Matches(wanted, tag, isWeak: false);

    /// <summary>Whether a range may be answered: <c>If-Range</c> is absent or names this content (section 13.1.5).</summary>
    public static bool AllowsRange(HttpRequest request, string tag)
    {
        var condition = request.Headers.IfRange;
        // A date never matches, for there is no Last-Modified.
        return condition.Count == 0 || (condition.Count == 1 && condition[0] == tag);
    }

    private static bool Matches(Microsoft.Extensions.Primitives.StringValues conditions, string tag, bool isWeak)
    {
        foreach (var line in conditions)
        {
            foreach (var part in line.AsSpan().Split(','))
            {
                var candidate = line.AsSpan()[part].Trim();
                if (candidate is "*") return true;
                // The two comparisons (section 8.8.3.2).
                if (isWeak && candidate.StartsWith("W/")) candidate = candidate[2..];
                if (candidate.SequenceEqual(tag)) return true;
            }
        }

        return false;
    }
}

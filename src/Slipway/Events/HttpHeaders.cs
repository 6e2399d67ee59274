using System.Buffers;
using Slipway.Wire;

namespace Slipway.Events;

/// <summary>Parts of requests that users may set.</summary>
internal static class HttpHeaders
{
    public const string NamePattern = "^[!#$%&'*+-.^_`|~0-9a-zA-Z]+$";
    public const string ValuePattern = @"^[ \t]*[\x20-\x7E]+([ \t]+[\x20-\x7E]+)*[ \t]*$";
    public const string QueryKeyPattern = @"[^\x00-\x1F\x7F]+";
    public const string QueryValuePattern = @"[^\x00-\x09\x0B\x0C\x0E-\x1F\x7F]+";

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // What frames the message and says where it goes, and what receivers are told to trust.
    private static readonly string[] Reserved =
        ["Host", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Upgrade", "TE", "Trailer", "Expect", "Proxy-Authorization", "Proxy-Connection"];

    /// <exception cref="AwsError">No name of a header, or one that is not for users to set.</exception>
    public static void Check(string name)
    {
        if (name.Length is 0 or > 512 || name.AsSpan().ContainsAnyExcept(NameCharacters)) throw EventsErrors.InvalidParameter("HeaderParameters", $"'{name}' is no name of a header.");
        if (Reserved.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith("x-slipway-", StringComparison.OrdinalIgnoreCase))
            throw EventsErrors.InvalidParameter("HeaderParameters", $"The header {name} cannot be set.");
    }
}

using Slipway.Kernel;
using Slipway.Wire;

namespace Slipway.Iam;

/// <summary>How IAM lists: <c>MaxItems</c> at a time, from behind a <c>Marker</c> that goes on only with its own listing.</summary>
internal sealed class Paging(PageTokens tokens)
{
    /// <summary>Of every member <c>Marker</c>; it has 1 to <see cref="LongestMarker"/> characters.</summary>
    public const string MarkerPattern = @"[\u0020-\u00FF]+";

    public const int LongestMarker = 320;

    /// <summary>Of every member <c>PathPrefix</c>; it has 1 to 512 characters.</summary>
    public const string PathPrefixPattern = @"\u002F[\u0021-\u007F]*";

    /// <summary>The largest <c>MaxItems</c>.</summary>
    public const int MostItems = 1000;

    private const int DefaultItems = 100;

    /// <param name="operation">The name of the listing operation.</param>
    /// <param name="filters">Everything else that decides what is listed, and in which order.</param>
    /// <exception cref="AwsError">The marker is of another listing, or none of ours.</exception>
    public AskedPage Ask(Caller caller, string operation, string? marker, int? maxItems, params IReadOnlyList<string?> filters)
    {
        var listing = string.Join('\n', [$"iam:{operation} {caller.Account}", .. filters]);
        string? after = null;
        if (marker is not null && !tokens.TryRead(listing, marker, out after)) throw IamErrors.InvalidMarker();
        return new(tokens, listing, after, maxItems ?? DefaultItems);
    }
}

/// <summary>The page of a listing that a request asks for.</summary>
/// <param name="After">The key of the item that it follows; null for the first page.</param>
/// <param name="Limit">The most items that it holds.</param>
internal sealed record AskedPage(PageTokens Tokens, string Listing, string? After, int Limit)
{
    /// <summary>The answer's <c>Marker</c>: null where nothing follows.</summary>
    /// <param name="keyOf">What the next page begins behind: at most 200 bytes, since a marker has at most <see cref="Paging.LongestMarker"/> characters.</param>
    public string? MarkerAfter<T>(Page<T> page, Func<T, string> keyOf) => page.HasMore ? Tokens.Issue(Listing, keyOf(page.Items[^1])) : null;
}

using Slipway.Kernel;
using Slipway.Wire;

namespace Slipway.Events;

/// <summary>The pages of a listing in the order of names.</summary>
internal sealed class Listing(PageTokens tokens)
{
    public const int DefaultPage = 100;

    /// <param name="listing">Everything that makes this listing what it is.</param>
    /// <returns>The name that the page begins behind.</returns>
    /// <exception cref="AwsError">A token of another listing.</exception>
    public string Begin(string listing, string? token)
    {
        if (token is null) return "";
        return tokens.TryRead(listing, token, out var position) ? position : throw EventsErrors.InvalidPageToken();
    }

    /// <returns>null behind the last page.</returns>
    public string? Next<T>(string listing, Page<T> page, Func<T, string> name) => page.HasMore ? tokens.Issue(listing, name(page.Items[^1])) : null;
}

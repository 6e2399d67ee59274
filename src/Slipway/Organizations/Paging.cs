using Slipway.Kernel;
using Slipway.Wire;

namespace Slipway.Organizations;

/// <summary>How Organizations lists: <c>MaxResults</c> at a time, from behind a <c>NextToken</c> that goes on only with its own listing.</summary>
internal sealed class Paging(PageTokens tokens)
{
    /// <param name="operation">The name of the listing operation.</param>
    /// <param name="filters">Everything else that decides what is listed.</param>
    /// <exception cref="AwsError">The token is of another listing, or none of ours.</exception>
    public AskedPage Ask(Caller caller, string operation, string? nextToken, int? maxResults, params IReadOnlyList<string> filters)
    {
        var listing = string.Join('\n', [$"organizations:{operation} {caller.Account}", .. filters]);
        string? after = null;
        if (nextToken is not null && !tokens.TryRead(listing, nextToken, out after)) throw OrganizationsErrors.InvalidNextToken();
        return new(tokens, listing, after, maxResults ?? Patterns.MostResults);
    }
}

/// <summary>The page of a listing that a request asks for.</summary>
/// <param name="After">The id of the item that it follows; null for the first page.</param>
/// <param name="Limit">The most items that it holds.</param>
internal sealed record AskedPage(PageTokens Tokens, string Listing, string? After, int Limit)
{
    /// <summary>The answer's <c>NextToken</c>: null where nothing follows.</summary>
    public string? TokenAfter<T>(Page<T> page, Func<T, string> idOf) => page.HasMore ? Tokens.Issue(Listing, idOf(page.Items[^1])) : null;
}

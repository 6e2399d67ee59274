using Slipway.Kernel;
using Slipway.Registry.Images;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.PullTimeExclusions;

internal sealed record ListPullTimeUpdateExclusionsRequest([Bounds(1, 1000)] int? MaxResults, string? NextToken);

internal sealed record ListPullTimeUpdateExclusionsResponse(IReadOnlyList<string> PullTimeUpdateExclusions, string? NextToken);

/// <summary>Whose pulls do not count, in the order of their ARNs. AWS: API_ListPullTimeUpdateExclusions.</summary>
[Operation<EcrApi>]
internal sealed class ListPullTimeUpdateExclusions(PullExclusions exclusions, PageTokens pageTokens)
    : IOperation<ListPullTimeUpdateExclusionsRequest, ListPullTimeUpdateExclusionsResponse>
{
    public static Access Requires(ListPullTimeUpdateExclusionsRequest request, Caller caller) => Access.On("*");

    public async ValueTask<ListPullTimeUpdateExclusionsResponse> HandleAsync(
        ListPullTimeUpdateExclusionsRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, null);
        var listing = $"ecr:ListPullTimeUpdateExclusions {registry.Account} {registry.Region}";
        string? after = null;
        if (request.NextToken is { } token && !pageTokens.TryRead(listing, token, out after)) throw EcrErrors.InvalidPageToken();
        var page = await exclusions.ListAsync(registry, after, request.MaxResults ?? EcrApi.DefaultPage, ct);
        return new(page.Items, page.HasMore ? pageTokens.Issue(listing, page.Items[^1]) : null);
    }
}

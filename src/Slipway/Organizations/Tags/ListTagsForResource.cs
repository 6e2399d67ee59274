using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Tags;

internal sealed record ListTagsForResourceRequest(
    [Length(0, 130)] [Pattern(Patterns.Taggable)] string ResourceId,
    [Length(0, Patterns.LongestToken)] [Pattern(Patterns.NextToken)] string? NextToken);

internal sealed record ListTagsForResourceResponse(IReadOnlyList<TagShape> Tags, string? NextToken);

/// <summary>All tags of a root, unit, account or policy, in the order of their keys. AWS: API_ListTagsForResource.</summary>
[Operation<OrganizationsApi>]
internal sealed class ListTagsForResource(IOrganizationStore organizations, IOrganizationTagStore tags)
    : IOperation<ListTagsForResourceRequest, ListTagsForResourceResponse>
{
    public static Access Requires(ListTagsForResourceRequest request, Caller caller) => Access.On(OrganizationsArns.Of(caller, request.ResourceId));

    public async ValueTask<ListTagsForResourceResponse> HandleAsync(ListTagsForResourceRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        // The fifty that there may be are one page, so no token was ever given out.
        if (request.NextToken is not null) throw OrganizationsErrors.InvalidNextToken();
        var found = await tags.FindAsync(organization.Id, request.ResourceId, ct) ?? throw OrganizationsErrors.TargetNotFound();
        return new([.. found.Select(tag => new TagShape(tag.Key, tag.Value))], NextToken: null);
    }
}

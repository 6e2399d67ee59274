using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Tags;

internal sealed record UntagResourceRequest(
    [Length(0, 130)] [Pattern(Patterns.Taggable)] string ResourceId,
    [Length(1, TagShape.LongestKey)] [Pattern(TagShape.TextPattern)] IReadOnlyList<string> TagKeys);

/// <summary>Removes tags; keys that are not there are passed over. AWS: API_UntagResource.</summary>
[Operation<OrganizationsApi>]
internal sealed class UntagResource(IOrganizationStore organizations, IOrganizationTagStore tags) : IOperation<UntagResourceRequest, Nothing>
{
    public static Access Requires(UntagResourceRequest request, Caller caller)
    {
        var access = Access.On(OrganizationsArns.Of(caller, request.ResourceId));
        return request.TagKeys.Count == 0 ? access : access.With("aws:TagKeys", request.TagKeys);
    }

    public async ValueTask<Nothing> HandleAsync(UntagResourceRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        TagShape.RefuseSystemKeys(request.TagKeys);
        if (!await tags.ChangeAsync(organization.Id, request.ResourceId, known => known.Without(request.TagKeys), ct))
            throw OrganizationsErrors.TargetNotFound();
        return Nothing.Instance;
    }
}

using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Tags;

internal sealed record TagResourceRequest([Length(0, 130)] [Pattern(Patterns.Taggable)] string ResourceId, IReadOnlyList<TagShape> Tags);

/// <summary>Adds tags to a root, unit, account or policy, or puts them in the place of those with the same keys. AWS: API_TagResource.</summary>
[Operation<OrganizationsApi>]
internal sealed class TagResource(IOrganizationStore organizations, IOrganizationTagStore tags) : IOperation<TagResourceRequest, Nothing>
{
    public static Access Requires(TagResourceRequest request, Caller caller) =>
        Access.On(OrganizationsArns.Of(caller, request.ResourceId)).WithRequestTags(TagShape.Pairs(request.Tags));

    public async ValueTask<Nothing> HandleAsync(TagResourceRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        var added = TagShape.ToSet(request.Tags);
        if (!await tags.ChangeAsync(organization.Id, request.ResourceId, known => TagShape.Merge(known, added), ct))
            throw OrganizationsErrors.TargetNotFound();
        return Nothing.Instance;
    }
}

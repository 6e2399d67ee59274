using Slipway.Identity;
using Slipway.Identity.Roles;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Roles;

internal sealed record TagRoleRequest([Length(1, 64)] IamName RoleName, [Items(0, IamQuotas.Tags)] IReadOnlyList<TagShape> Tags);

/// <summary>Adds tags to a role, also a service-linked one, or puts them in the place of those with the same keys. AWS: API_TagRole.</summary>
[Operation<IamApi>]
internal sealed class TagRole(IRoleStore roles) : IOperation<TagRoleRequest, Nothing>
{
    public static Access Requires(TagRoleRequest request, Caller caller) =>
        Access.On(IamArns.Of(caller, "role", request.RoleName)).WithRequestTags(TagShape.Pairs(request.Tags));

    public async ValueTask<Nothing> HandleAsync(TagRoleRequest request, Caller caller, CancellationToken ct)
    {
        var added = TagShape.ToSet(request.Tags);
        var found = await roles.RequireAsync(caller, request.RoleName, ct);
        await roles.ChangeAsync(found, role => role with { Tags = TagShape.Merge(role.Tags, added, "TagsPerRole") }, ct);
        return new();
    }
}

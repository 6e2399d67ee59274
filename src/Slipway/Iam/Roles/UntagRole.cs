using Slipway.Identity;
using Slipway.Identity.Roles;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Roles;

internal sealed record UntagRoleRequest(
    [Length(1, 64)] IamName RoleName,
    [Items(0, IamQuotas.Tags)] [Length(1, TagShape.LongestKey)] [Pattern(TagShape.KeyPattern)] IReadOnlyList<string> TagKeys);

/// <summary>Removes tags from a role; keys that it does not have are passed over. AWS: API_UntagRole.</summary>
[Operation<IamApi>]
internal sealed class UntagRole(IRoleStore roles) : IOperation<UntagRoleRequest, Nothing>
{
    public static Access Requires(UntagRoleRequest request, Caller caller) =>
        Access.On(IamArns.Of(caller, "role", request.RoleName)).WithTagKeys(request.TagKeys);

    public async ValueTask<Nothing> HandleAsync(UntagRoleRequest request, Caller caller, CancellationToken ct)
    {
        var found = await roles.RequireAsync(caller, request.RoleName, ct);
        await roles.ChangeAsync(found, role => role with { Tags = TagShape.Without(role.Tags, request.TagKeys) }, ct);
        return new();
    }
}

using Slipway.Iam.Roles;
using Slipway.Identity;
using Slipway.Identity.InstanceProfiles;
using Slipway.Identity.Roles;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.InstanceProfiles;

internal sealed record RemoveRoleFromInstanceProfileRequest(IamName InstanceProfileName, [Length(1, 64)] IamName RoleName);

/// <summary>Takes the role out of an instance profile. AWS: API_RemoveRoleFromInstanceProfile.</summary>
[Operation<IamApi>]
internal sealed class RemoveRoleFromInstanceProfile(IRoleStore roles, IInstanceProfileStore profiles) : IOperation<RemoveRoleFromInstanceProfileRequest, Nothing>
{
    public static Access Requires(RemoveRoleFromInstanceProfileRequest request, Caller caller) =>
        Access.On(IamArns.Of(caller, "instance-profile", request.InstanceProfileName));

    public async ValueTask<Nothing> HandleAsync(RemoveRoleFromInstanceProfileRequest request, Caller caller, CancellationToken ct)
    {
        await profiles.RequireAsync(caller, request.InstanceProfileName, ct);
        var role = await roles.RequireOwnAsync(caller, request.RoleName, ct);
        return await profiles.RemoveRoleAsync(caller.Account, request.InstanceProfileName, role.Id, ct) switch
        {
            RoleHolding.Changed => new(),
            RoleHolding.NoSuchProfile => throw IamErrors.InstanceProfileNotFound($"{request.InstanceProfileName}"),
            _ => throw IamErrors.NotFound("role", role.Name),
        };
    }
}

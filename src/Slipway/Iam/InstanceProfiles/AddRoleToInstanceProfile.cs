using Slipway.Iam.Roles;
using Slipway.Identity;
using Slipway.Identity.InstanceProfiles;
using Slipway.Identity.Roles;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.InstanceProfiles;

internal sealed record AddRoleToInstanceProfileRequest(IamName InstanceProfileName, [Length(1, 64)] IamName RoleName);

/// <summary>Puts a role into an instance profile that has none; whoever does it must be allowed to pass the role to EC2. AWS: API_AddRoleToInstanceProfile.</summary>
[Operation<IamApi>]
internal sealed class AddRoleToInstanceProfile(IRoleStore roles, IInstanceProfileStore profiles) : IOperation<AddRoleToInstanceProfileRequest, Nothing>
{
    public static Access Requires(AddRoleToInstanceProfileRequest request, Caller caller) => Access
        .On(IamArns.Of(caller, "instance-profile", request.InstanceProfileName))
        .Also("iam:PassRole", IamArns.Of(caller, "role", request.RoleName))
        .With("iam:PassedToService", "ec2.amazonaws.com");

    public async ValueTask<Nothing> HandleAsync(AddRoleToInstanceProfileRequest request, Caller caller, CancellationToken ct)
    {
        await profiles.RequireAsync(caller, request.InstanceProfileName, ct);
        var role = await roles.RequireOwnAsync(caller, request.RoleName, ct);
        return await profiles.AddRoleAsync(caller.Account, request.InstanceProfileName, role.Id, ct) switch
        {
            RoleHolding.Changed => new(),
            RoleHolding.Full => throw IamErrors.InstanceProfileFull(),
            RoleHolding.NoSuchProfile => throw IamErrors.InstanceProfileNotFound($"{request.InstanceProfileName}"),
            _ => throw IamErrors.NotFound("role", role.Name),
        };
    }
}

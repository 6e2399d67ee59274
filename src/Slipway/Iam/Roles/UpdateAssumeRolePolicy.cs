using Slipway.Identity;
using Slipway.Identity.Roles;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Roles;

internal sealed record UpdateAssumeRolePolicyRequest(
    [Length(1, 64)] IamName RoleName,
    [Length(1, PolicyDocumentText.MaxLength)] [Pattern(PolicyDocumentText.Pattern)] string PolicyDocument);

/// <summary>Puts another trust policy in the place of a role's. AWS: API_UpdateAssumeRolePolicy.</summary>
[Operation<IamApi>]
internal sealed class UpdateAssumeRolePolicy(IRoleStore roles, TrustPolicies trustPolicies) : IOperation<UpdateAssumeRolePolicyRequest, Nothing>
{
    public static Access Requires(UpdateAssumeRolePolicyRequest request, Caller caller) => Access.On(IamArns.Of(caller, "role", request.RoleName));

    public async ValueTask<Nothing> HandleAsync(UpdateAssumeRolePolicyRequest request, Caller caller, CancellationToken ct)
    {
        var found = await roles.RequireOwnAsync(caller, request.RoleName, ct);
        var trust = await trustPolicies.ReadAsync(request.PolicyDocument, ct);
        await roles.ChangeAsync(found, role => role with { TrustPolicy = trust }, ct);
        return new();
    }
}

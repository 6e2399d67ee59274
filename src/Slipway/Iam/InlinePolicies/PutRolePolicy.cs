using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.InlinePolicies;

internal sealed record PutRolePolicyRequest(
    [Length(1, 64)] IamName RoleName,
    IamName PolicyName,
    [Length(1, PolicyDocumentText.MaxLength)] [Pattern(PolicyDocumentText.Pattern)] string PolicyDocument);

/// <summary>Gives a role a policy of its own, in the place of that of the same name. AWS: API_PutRolePolicy.</summary>
[Operation<IamApi>]
internal sealed class PutRolePolicy(PolicyHolders holders, IInlinePolicyStore policies) : IOperation<PutRolePolicyRequest, Nothing>
{
    public static Access Requires(PutRolePolicyRequest request, Caller caller) => Access.On(IamArns.Of(caller, "role", request.RoleName));

    public async ValueTask<Nothing> HandleAsync(PutRolePolicyRequest request, Caller caller, CancellationToken ct)
    {
        var role = await holders.ChangeableRoleAsync(caller, request.RoleName, ct);
        await policies.PutAsync(role, request.PolicyName, request.PolicyDocument, ct);
        return new();
    }
}

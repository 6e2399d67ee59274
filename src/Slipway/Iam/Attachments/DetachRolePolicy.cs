using Slipway.Iam.Policies;
using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Attachments;

internal sealed record DetachRolePolicyRequest(
    [Length(1, 64)] IamName RoleName,
    [Length(PolicyReference.ShortestArn, PolicyReference.LongestArn)] string PolicyArn);

/// <summary>Takes a managed policy away from a role. AWS: API_DetachRolePolicy.</summary>
[Operation<IamApi>]
internal sealed class DetachRolePolicy(PolicyHolders holders, IAttachmentStore attachments) : IOperation<DetachRolePolicyRequest, Nothing>
{
    public static Access Requires(DetachRolePolicyRequest request, Caller caller) =>
        Access.On(IamArns.Of(caller, "role", request.RoleName)).With("iam:PolicyARN", request.PolicyArn);

    public async ValueTask<Nothing> HandleAsync(DetachRolePolicyRequest request, Caller caller, CancellationToken ct)
    {
        var role = await holders.ChangeableRoleAsync(caller, request.RoleName, ct);
        await attachments.DetachAsync(role, request.PolicyArn, ct);
        return new();
    }
}

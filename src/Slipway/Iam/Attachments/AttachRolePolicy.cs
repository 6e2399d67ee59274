using Slipway.Iam.Policies;
using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Attachments;

internal sealed record AttachRolePolicyRequest(
    [Length(1, 64)] IamName RoleName,
    [Length(PolicyReference.ShortestArn, PolicyReference.LongestArn)] string PolicyArn);

/// <summary>Attaches a managed policy to a role; one that is attached already stays so. AWS: API_AttachRolePolicy.</summary>
[Operation<IamApi>]
internal sealed class AttachRolePolicy(PolicyHolders holders, IAttachmentStore attachments, TimeProvider clock) : IOperation<AttachRolePolicyRequest, Nothing>
{
    public static Access Requires(AttachRolePolicyRequest request, Caller caller) =>
        Access.On(IamArns.Of(caller, "role", request.RoleName)).With("iam:PolicyARN", request.PolicyArn);

    public async ValueTask<Nothing> HandleAsync(AttachRolePolicyRequest request, Caller caller, CancellationToken ct)
    {
        var role = await holders.ChangeableRoleAsync(caller, request.RoleName, ct);
        await attachments.AttachAsync(role, request.PolicyArn, clock.Now(), ct);
        return new();
    }
}

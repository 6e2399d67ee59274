using Slipway.Iam.Policies;
using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Attachments;

internal sealed record AttachUserPolicyRequest(
    [Length(1, 64)] IamName UserName,
    [Length(PolicyReference.ShortestArn, PolicyReference.LongestArn)] string PolicyArn);

/// <summary>Attaches a managed policy to a user; one that is attached already stays so. AWS: API_AttachUserPolicy.</summary>
[Operation<IamApi>]
internal sealed class AttachUserPolicy(PolicyHolders holders, IAttachmentStore attachments, TimeProvider clock) : IOperation<AttachUserPolicyRequest, Nothing>
{
    public static Access Requires(AttachUserPolicyRequest request, Caller caller) =>
        Access.On(IamArns.Of(caller, "user", request.UserName)).With("iam:PolicyARN", request.PolicyArn);

    public async ValueTask<Nothing> HandleAsync(AttachUserPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var user = await holders.UserAsync(caller, request.UserName, ct);
        await attachments.AttachAsync(user, request.PolicyArn, clock.Now(), ct);
        return new();
    }
}

using Slipway.Iam.Policies;
using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Attachments;

internal sealed record DetachUserPolicyRequest(
    [Length(1, 64)] IamName UserName,
    [Length(PolicyReference.ShortestArn, PolicyReference.LongestArn)] string PolicyArn);

/// <summary>Takes a managed policy away from a user. AWS: API_DetachUserPolicy.</summary>
[Operation<IamApi>]
internal sealed class DetachUserPolicy(PolicyHolders holders, IAttachmentStore attachments) : IOperation<DetachUserPolicyRequest, Nothing>
{
    public static Access Requires(DetachUserPolicyRequest request, Caller caller) =>
        Access.On(IamArns.Of(caller, "user", request.UserName)).With("iam:PolicyARN", request.PolicyArn);

    public async ValueTask<Nothing> HandleAsync(DetachUserPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var user = await holders.UserAsync(caller, request.UserName, ct);
        await attachments.DetachAsync(user, request.PolicyArn, ct);
        return new();
    }
}

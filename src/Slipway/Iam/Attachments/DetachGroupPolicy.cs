using Slipway.Iam.Policies;
using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Attachments;

internal sealed record DetachGroupPolicyRequest(
    IamName GroupName,
    [Length(PolicyReference.ShortestArn, PolicyReference.LongestArn)] string PolicyArn);

/// <summary>Takes a managed policy away from a group. AWS: API_DetachGroupPolicy.</summary>
[Operation<IamApi>]
internal sealed class DetachGroupPolicy(PolicyHolders holders, IAttachmentStore attachments) : IOperation<DetachGroupPolicyRequest, Nothing>
{
    public static Access Requires(DetachGroupPolicyRequest request, Caller caller) =>
        Access.On(IamArns.Of(caller, "group", request.GroupName)).With("iam:PolicyARN", request.PolicyArn);

    public async ValueTask<Nothing> HandleAsync(DetachGroupPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var group = await holders.GroupAsync(caller, request.GroupName, ct);
        await attachments.DetachAsync(group, request.PolicyArn, ct);
        return new();
    }
}

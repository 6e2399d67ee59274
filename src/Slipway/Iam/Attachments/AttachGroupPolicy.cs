using Slipway.Iam.Policies;
using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Attachments;

internal sealed record AttachGroupPolicyRequest(
    IamName GroupName,
    [Length(PolicyReference.ShortestArn, PolicyReference.LongestArn)] string PolicyArn);

/// <summary>Attaches a managed policy to a group; one that is attached already stays so. AWS: API_AttachGroupPolicy.</summary>
[Operation<IamApi>]
internal sealed class AttachGroupPolicy(PolicyHolders holders, IAttachmentStore attachments, TimeProvider clock) : IOperation<AttachGroupPolicyRequest, Nothing>
{
    public static Access Requires(AttachGroupPolicyRequest request, Caller caller) =>
        Access.On(IamArns.Of(caller, "group", request.GroupName)).With("iam:PolicyARN", request.PolicyArn);

    public async ValueTask<Nothing> HandleAsync(AttachGroupPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var group = await holders.GroupAsync(caller, request.GroupName, ct);
        await attachments.AttachAsync(group, request.PolicyArn, clock.Now(), ct);
        return new();
    }
}

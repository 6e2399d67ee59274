using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Policies;

internal sealed record GetPolicyRequest([Length(PolicyReference.ShortestArn, PolicyReference.LongestArn)] string PolicyArn);

internal sealed record GetPolicyResponse(PolicyShape Policy);

/// <summary>A managed policy of the account or of AWS, and how often the account uses it. AWS: API_GetPolicy.</summary>
[Operation<IamApi>]
internal sealed class GetPolicy(IPolicyStore policies, IAttachmentStore attachments) : IOperation<GetPolicyRequest, GetPolicyResponse>
{
    public static Access Requires(GetPolicyRequest request, Caller caller) => Access.On(request.PolicyArn);

    public async ValueTask<GetPolicyResponse> HandleAsync(GetPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var arn = PolicyReference.RequireVisible(caller, request.PolicyArn).ToString();
        if (AwsManagedPolicies.Find(arn) is { } aws) return new(PolicyShape.Of(aws, (await attachments.UsageOfAsync(caller.Account, [arn], ct))[arn]));
        return await policies.FindAsync(arn, ct) is { } own ? new(PolicyShape.Of(own)) : throw IamErrors.PolicyNotFound(arn);
    }
}

using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Policies;

internal sealed record GetPolicyVersionRequest(
    [Length(PolicyReference.ShortestArn, PolicyReference.LongestArn)] string PolicyArn,
    [Pattern(PolicyVersionShape.IdPattern)] string VersionId);

internal sealed record GetPolicyVersionResponse(PolicyVersionShape PolicyVersion);

/// <summary>A version of a policy with its document, percent-encoded. AWS: API_GetPolicyVersion.</summary>
[Operation<IamApi>]
internal sealed class GetPolicyVersion(IPolicyVersionStore versions) : IOperation<GetPolicyVersionRequest, GetPolicyVersionResponse>
{
    public static Access Requires(GetPolicyVersionRequest request, Caller caller) => Access.On(request.PolicyArn);

    public async ValueTask<GetPolicyVersionResponse> HandleAsync(GetPolicyVersionRequest request, Caller caller, CancellationToken ct)
    {
        var arn = PolicyReference.RequireVisible(caller, request.PolicyArn).ToString();
        if (AwsManagedPolicies.Find(arn) is { } aws && aws.Version == request.VersionId) return new(PolicyVersionShape.Of(aws));
        return await versions.FindAsync(arn, PolicyVersion.NumberOf(request.VersionId), ct) is { } own
            ? new(PolicyVersionShape.Of(own))
            : throw IamErrors.PolicyVersionNotFound(arn, request.VersionId);
    }
}

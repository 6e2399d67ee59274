using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Policies;

internal sealed record SetDefaultPolicyVersionRequest(
    [Length(PolicyReference.ShortestArn, PolicyReference.LongestArn)] string PolicyArn,
    [Pattern(PolicyVersionShape.IdPattern)] string VersionId);

/// <summary>Puts a version of a policy in force, for all that the policy is attached to. AWS: API_SetDefaultPolicyVersion.</summary>
[Operation<IamApi>]
internal sealed class SetDefaultPolicyVersion(IPolicyVersionStore versions) : IOperation<SetDefaultPolicyVersionRequest, Nothing>
{
    public static Access Requires(SetDefaultPolicyVersionRequest request, Caller caller) => Access.On(request.PolicyArn);

    public async ValueTask<Nothing> HandleAsync(SetDefaultPolicyVersionRequest request, Caller caller, CancellationToken ct)
    {
        PolicyReference.RequireOwn(caller, request.PolicyArn);
        return await versions.SetDefaultAsync(request.PolicyArn, PolicyVersion.NumberOf(request.VersionId), ct)
            ? new()
            : throw IamErrors.PolicyVersionNotFound(request.PolicyArn, request.VersionId);
    }
}

using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Policies;

internal sealed record DeletePolicyVersionRequest(
    [Length(PolicyReference.ShortestArn, PolicyReference.LongestArn)] string PolicyArn,
    [Pattern(PolicyVersionShape.IdPattern)] string VersionId);

/// <summary>Deletes a version that is not in force; its id is never used again. AWS: API_DeletePolicyVersion.</summary>
[Operation<IamApi>]
internal sealed class DeletePolicyVersion(IPolicyVersionStore versions) : IOperation<DeletePolicyVersionRequest, Nothing>
{
    public static Access Requires(DeletePolicyVersionRequest request, Caller caller) => Access.On(request.PolicyArn);

    public async ValueTask<Nothing> HandleAsync(DeletePolicyVersionRequest request, Caller caller, CancellationToken ct)
    {
        PolicyReference.RequireOwn(caller, request.PolicyArn);
        return await versions.DeleteAsync(request.PolicyArn, PolicyVersion.NumberOf(request.VersionId), ct) switch
        {
            VersionDeletion.Deleted => new(),
            VersionDeletion.IsDefault => throw IamErrors.DefaultVersion(),
            _ => throw IamErrors.PolicyVersionNotFound(request.PolicyArn, request.VersionId),
        };
    }
}

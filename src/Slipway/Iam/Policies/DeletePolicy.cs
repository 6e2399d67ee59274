using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Policies;

internal sealed record DeletePolicyRequest([Length(PolicyReference.ShortestArn, PolicyReference.LongestArn)] string PolicyArn);

/// <summary>Deletes a managed policy that nobody uses, once only its default version is left. AWS: API_DeletePolicy.</summary>
[Operation<IamApi>]
internal sealed class DeletePolicy(IPolicyStore policies) : IOperation<DeletePolicyRequest, Nothing>
{
    public static Access Requires(DeletePolicyRequest request, Caller caller) => Access.On(request.PolicyArn);

    public async ValueTask<Nothing> HandleAsync(DeletePolicyRequest request, Caller caller, CancellationToken ct)
    {
        PolicyReference.RequireOwn(caller, request.PolicyArn);
        return await policies.DeleteAsync(request.PolicyArn, ct) switch
        {
            PolicyDeletion.Deleted => new(),
            PolicyDeletion.IsAttached => throw IamErrors.PolicyIsAttached(),
            PolicyDeletion.HasVersions => throw IamErrors.PolicyHasVersions(),
            _ => throw IamErrors.PolicyNotFound(request.PolicyArn),
        };
    }
}

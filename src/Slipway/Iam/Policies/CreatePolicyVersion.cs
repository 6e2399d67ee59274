using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Policies;

internal sealed record CreatePolicyVersionRequest(
    [Length(PolicyReference.ShortestArn, PolicyReference.LongestArn)] string PolicyArn,
    [Length(1, PolicyDocumentText.MaxLength)] [Pattern(PolicyDocumentText.Pattern)] string PolicyDocument,
    bool? SetAsDefault);

internal sealed record CreatePolicyVersionResponse(PolicyVersionShape PolicyVersion);

/// <summary>Adds a version to a policy, which comes into force only if that is asked for. AWS: API_CreatePolicyVersion.</summary>
[Operation<IamApi>]
internal sealed class CreatePolicyVersion(IPolicyVersionStore versions, TimeProvider clock)
    : IOperation<CreatePolicyVersionRequest, CreatePolicyVersionResponse>
{
    public static Access Requires(CreatePolicyVersionRequest request, Caller caller) => Access.On(request.PolicyArn);

    public async ValueTask<CreatePolicyVersionResponse> HandleAsync(CreatePolicyVersionRequest request, Caller caller, CancellationToken ct)
    {
        PolicyReference.RequireOwn(caller, request.PolicyArn);
        IdentityPolicy.CheckManaged(request.PolicyDocument);
        var addition = await versions.AddAsync(
            request.PolicyArn, request.PolicyDocument, request.SetAsDefault ?? false, IamQuotas.VersionsPerPolicy, clock.Now(), ct);
        if (!addition.IsFound) throw IamErrors.PolicyNotFound(request.PolicyArn);
        return new(PolicyVersionShape.Listed(addition.Version ?? throw IamErrors.TooManyVersions()));
    }
}

using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Policies;

internal sealed record CreatePolicyRequest(
    IamName PolicyName,
    PolicyPath? Path,
    [Length(1, PolicyDocumentText.MaxLength)] [Pattern(PolicyDocumentText.Pattern)] string PolicyDocument,
    [Length(0, 1000)] string? Description,
    [Items(0, IamQuotas.Tags)] IReadOnlyList<TagShape>? Tags);

internal sealed record CreatePolicyResponse(PolicyShape Policy);

/// <summary>Creates a managed policy whose first version is in force, attached to nobody. AWS: API_CreatePolicy.</summary>
[Operation<IamApi>]
internal sealed class CreatePolicy(IPolicyStore policies, IIdSource ids, TimeProvider clock) : IOperation<CreatePolicyRequest, CreatePolicyResponse>
{
    public static Access Requires(CreatePolicyRequest request, Caller caller) => Access
        .On(new PolicyArn(caller.Account, $"{request.Path ?? default}", $"{request.PolicyName}").ToString())
        .AlsoIf(request.Tags is { Count: > 0 }, "iam:TagPolicy")
        .WithRequestTags(TagShape.Pairs(request.Tags));

    public async ValueTask<CreatePolicyResponse> HandleAsync(CreatePolicyRequest request, Caller caller, CancellationToken ct)
    {
        IdentityPolicy.CheckManaged(request.PolicyDocument);
        var now = clock.Now();
        CustomerPolicy policy = new(
            UniqueIds.NewPolicy(ids), caller.Account, $"{request.Path ?? default}", $"{request.PolicyName}", now, now, DefaultVersion: 1)
        {
            // Terraform sends an empty one where there is none.
            Description = request.Description is "" ? null : request.Description,
            Tags = TagShape.ToSet(request.Tags),
        };
        return await policies.AddAsync(policy, request.PolicyDocument, IamQuotas.PoliciesPerAccount, ct) switch
        {
            PolicyAddition.Added => new(PolicyShape.Of(policy)),
            PolicyAddition.NameTaken => throw IamErrors.PolicyAlreadyExists(policy.Name),
            _ => throw IamErrors.QuotaExceeded(nameof(IamQuotas.PoliciesPerAccount), IamQuotas.PoliciesPerAccount),
        };
    }
}

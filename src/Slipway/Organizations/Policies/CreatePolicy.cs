using Slipway.Identity.Organizations;
using Slipway.Kernel;
using Slipway.Organizations.Tags;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Policies;

internal sealed record CreatePolicyRequest(
    [Length(1, long.MaxValue)] [Pattern(Patterns.Text)] string Content,
    [Length(0, 512)] [Pattern(Patterns.Text)] string Description,
    [Length(1, 128)] [Pattern(Patterns.Text)] string Name,
    PolicyType Type,
    IReadOnlyList<TagShape>? Tags);

internal sealed record CreatePolicyResponse(PolicyShape Policy);

/// <summary>Makes a service control policy, which binds nobody until it is attached. AWS: API_CreatePolicy.</summary>
[Operation<OrganizationsApi>]
internal sealed class CreatePolicy(IOrganizationStore organizations, IServiceControlPolicyStore policies, IIdSource ids)
    : IOperation<CreatePolicyRequest, CreatePolicyResponse>
{
    public static Access Requires(CreatePolicyRequest request, Caller caller) => Access
        .On("*")
        .AlsoIf(request.Tags is { Count: > 0 }, "organizations:TagResource")
        .WithRequestTags(TagShape.Pairs(request.Tags))
        .WithPolicyType(request.Type);

    public async ValueTask<CreatePolicyResponse> HandleAsync(CreatePolicyRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        PolicyTypes.RequireServiceControl(request.Type);
        PolicyShape.Check(request.Content);
        ServiceControlPolicy policy = new(organization.Id, OrganizationIds.NewPolicy(ids), request.Name, request.Description, request.Content);
        return await policies.AddAsync(policy, TagShape.ToSet(request.Tags), ct) switch
        {
            PolicyChange.DuplicateName => throw OrganizationsErrors.DuplicatePolicy(),
            PolicyChange.TooMany => throw OrganizationsErrors.TooManyPolicies(),
            _ => new(PolicyShape.Of(policy, organization)),
        };
    }
}

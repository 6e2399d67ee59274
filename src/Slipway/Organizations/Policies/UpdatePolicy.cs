using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Policies;

internal sealed record UpdatePolicyRequest(
    [Length(0, 130)] [Pattern(Patterns.Policy)] string PolicyId,
    [Length(1, 128)] [Pattern(Patterns.Text)] string? Name,
    [Length(0, 512)] [Pattern(Patterns.Text)] string? Description,
    [Length(1, long.MaxValue)] [Pattern(Patterns.Text)] string? Content);

internal sealed record UpdatePolicyResponse(PolicyShape Policy);

/// <summary>Changes what is given of a policy; a new document binds from the next request on. AWS: API_UpdatePolicy.</summary>
[Operation<OrganizationsApi>]
internal sealed class UpdatePolicy(IOrganizationStore organizations, IServiceControlPolicyStore policies)
    : IOperation<UpdatePolicyRequest, UpdatePolicyResponse>
{
    public static Access Requires(UpdatePolicyRequest request, Caller caller) => Access.On(OrganizationsArns.Of(caller, request.PolicyId));

    public async ValueTask<UpdatePolicyResponse> HandleAsync(UpdatePolicyRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        var policy = await policies.FindAsync(organization.Id, request.PolicyId, ct) ?? throw OrganizationsErrors.PolicyNotFound();
        if (policy.IsAwsManaged) throw OrganizationsErrors.ImmutablePolicy();
        if (request.Content is { } content) PolicyShape.Check(content);
        var changed = policy with
        {
            Name = request.Name ?? policy.Name,
            Description = request.Description ?? policy.Description,
            Content = request.Content ?? policy.Content,
        };
        return await policies.UpdateAsync(changed, ct) switch
        {
            PolicyChange.NotFound => throw OrganizationsErrors.PolicyNotFound(),
            PolicyChange.DuplicateName => throw OrganizationsErrors.DuplicatePolicy(),
            _ => new(PolicyShape.Of(changed, organization)),
        };
    }
}

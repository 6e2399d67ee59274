using Slipway.Identity.Organizations;
using Slipway.Wire;

namespace Slipway.Organizations;

/// <summary>What policies may ask about accounts, roots, units and policies of the organization that the ARN's account manages.</summary>
internal sealed class OrganizationResources(
    IOrganizationStore organizations, IServiceControlPolicyStore policies, IOrganizationTagStore tags) : IResourceLookup
{
    public string Service => "organizations";

    public async ValueTask<ResourceFacts?> FindAsync(Arn resource, CancellationToken ct)
    {
        if (await organizations.FindAsync(resource.Account, ct) is not { } organization) return null;
        var id = resource.Resource[(resource.Resource.LastIndexOf('/') + 1)..];
        if (await tags.FindAsync(organization.Id, id, ct) is not { } found) return null;
        if (await policies.FindAsync(organization.Id, id, ct) is { } policy)
            return new(organization.PolicyArn(policy)) { Tags = found, Conditions = [new(PolicyTypes.Key, PolicyTypes.Word(PolicyType.ServiceControlPolicy))] };
        return new(OrganizationIds.IsAccount(id) ? organization.AccountArn(id) : organization.UnitArn(id)) { Tags = found };
    }
}

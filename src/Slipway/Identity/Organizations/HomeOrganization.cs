using Slipway.Kernel;

namespace Slipway.Identity.Organizations;

/// <summary>Sees to it at every start that the home account is in an organization, so that no step of the evaluation is without one.</summary>
internal sealed class HomeOrganization(IOrganizationStore store, IIdSource ids, TimeProvider clock)
{
    public async ValueTask EnsureAsync(string account, CancellationToken ct)
    {
        if (await store.FindAsync(account, ct) is not null) return;
        // Every account has an address, and every address one account; nobody reads the mail of this one.
        var email = $"{account}@slipway.internal";
        var organization = new Organization(OrganizationIds.NewOrganization(ids), account, email);
        var root = OrganizationalUnit.Root(OrganizationIds.NewRoot(ids), organization.Id);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        OrganizationAccount management = new(account, organization.Id, root.Id, email, "management", now) { IsCreated = false };
        await store.EstablishAsync(organization, root, management, ct);
    }
}

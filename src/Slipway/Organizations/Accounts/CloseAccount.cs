using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Accounts;

internal sealed record CloseAccountRequest([Length(0, 12)] [Pattern(Patterns.Account)] string AccountId);

/// <summary>Suspends a member account: from the next request on nobody of it is let in. AWS: API_CloseAccount.</summary>
// Departs: a closed account stays suspended; AWS removes it after 90 days.
[Operation<OrganizationsApi>]
internal sealed class CloseAccount(IOrganizationStore organizations) : IOperation<CloseAccountRequest, Nothing>
{
    public static Access Requires(CloseAccountRequest request, Caller caller) => Access.On(OrganizationsArns.Of(caller, request.AccountId));

    public async ValueTask<Nothing> HandleAsync(CloseAccountRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        var account = await organizations.RequireAccountAsync(organization, request.AccountId, ct);
        if (account.Id == organization.ManagementAccount) throw OrganizationsErrors.CannotCloseManagementAccount();
        if (!await organizations.SuspendAsync(account.Id, ct)) throw OrganizationsErrors.AccountAlreadyClosed();
        return Nothing.Instance;
    }
}

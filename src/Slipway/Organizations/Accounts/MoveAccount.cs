using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Accounts;

internal sealed record MoveAccountRequest(
    [Length(0, 12)] [Pattern(Patterns.Account)] string AccountId,
    [Length(0, 100)] [Pattern(Patterns.Parent)] string SourceParentId,
    [Length(0, 100)] [Pattern(Patterns.Parent)] string DestinationParentId);

/// <summary>Puts an account from one root or organizational unit into another. AWS: API_MoveAccount.</summary>
[Operation<OrganizationsApi>]
internal sealed class MoveAccount(IOrganizationStore organizations, IOrganizationalUnitStore units) : IOperation<MoveAccountRequest, Nothing>
{
    private const string Action = "organizations:MoveAccount";

    public static Access Requires(MoveAccountRequest request, Caller caller) => Access
        .On(OrganizationsArns.Of(caller, request.AccountId))
        .Also(Action, OrganizationsArns.Of(caller, request.SourceParentId))
        .Also(Action, OrganizationsArns.Of(caller, request.DestinationParentId));

    public async ValueTask<Nothing> HandleAsync(MoveAccountRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        var account = await organizations.RequireAccountAsync(organization, request.AccountId, ct);
        var from = await units.FindAsync(organization.Id, request.SourceParentId, ct) ?? throw OrganizationsErrors.SourceParentNotFound();
        var to = await units.FindAsync(organization.Id, request.DestinationParentId, ct) ?? throw OrganizationsErrors.DestinationParentNotFound();
        if (account.ParentId == to.Id) throw OrganizationsErrors.DuplicateAccount();
        // Not found in the source, which is how the service counts one that is elsewhere.
        if (!await organizations.MoveAsync(account.Id, from.Id, to.Id, ct)) throw OrganizationsErrors.AccountNotFound();
        return Nothing.Instance;
    }
}

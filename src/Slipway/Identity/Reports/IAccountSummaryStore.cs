namespace Slipway.Identity.Reports;

/// <summary>What there is in an account, counted in one transaction. Must pass ReportStoresContract.</summary>
internal interface IAccountSummaryStore
{
    ValueTask<AccountCounts> CountAsync(string account, CancellationToken ct);
}

/// <param name="Policies">Customers' managed ones.</param>
/// <param name="PolicyVersions">Of all of them.</param>
/// <param name="Providers">OpenID Connect and SAML together.</param>
internal sealed record AccountCounts(
    int Users, int Groups, int Roles, int Policies, int PolicyVersions, int InstanceProfiles, int MfaDevices, int AssignedMfaDevices, int Providers);

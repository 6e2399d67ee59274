using Slipway.Wire;

namespace Slipway.Identity.Organizations;

/// <inheritdoc/>
internal sealed class AccountDirectory(IOrganizationStore organizations) : IAccountDirectory
{
    public async ValueTask<bool> HasAsync(string account, CancellationToken ct) => await organizations.FindAccountAsync(account, ct) is not null;
}

namespace Slipway.Identity.Grants;

/// <summary>What the organization says of an account's principals.</summary>
internal interface IServiceControl
{
    /// <summary>The service control policies that bind an account, by level from the root down; none for the management account.</summary>
    ValueTask<IReadOnlyList<IReadOnlyList<GrantedPolicy>>> PoliciesOfAsync(string account, CancellationToken ct);

    /// <summary>Closed accounts are suspended: nobody of theirs may do anything.</summary>
    ValueTask<bool> IsSuspendedAsync(string account, CancellationToken ct);
}

namespace Slipway.Identity.Boundaries;

/// <summary>The permissions boundaries of users and roles. Each method is one transaction. Must pass RoleCompanionsContract.</summary>
internal interface IBoundaryStore
{
    /// <param name="principalId"><c>AIDA…</c> or <c>AROA…</c>.</param>
    /// <param name="policyArn">A policy of the principal's account or of AWS.</param>
    ValueTask<BoundaryChange> SetAsync(string principalId, string policyArn, CancellationToken ct);

    /// <returns>false when there was none, or the principal is gone.</returns>
    ValueTask<bool> RemoveAsync(string principalId, CancellationToken ct);
}

internal enum BoundaryChange
{
    Set,
    NoSuchPrincipal,
    NoSuchPolicy,
}

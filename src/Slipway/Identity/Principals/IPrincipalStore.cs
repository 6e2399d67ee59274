namespace Slipway.Identity.Principals;

/// <summary>
/// The users and roles of all accounts, by name and by unique id: what names in policies stand for. Each method is one
/// transaction. Must pass RoleCompanionsContract.
/// </summary>
internal interface IPrincipalStore
{
    /// <param name="name">Without regard to case.</param>
    ValueTask<StoredPrincipal?> FindUserAsync(string account, string name, CancellationToken ct);

    /// <inheritdoc cref="FindUserAsync"/>
    ValueTask<StoredPrincipal?> FindRoleAsync(string account, string name, CancellationToken ct);

    /// <param name="id"><c>AIDA…</c> or <c>AROA…</c>.</param>
    ValueTask<StoredPrincipal?> FindAsync(string id, CancellationToken ct);
}

/// <summary>A user or a role, as far as policies name it.</summary>
/// <param name="Id"><c>AIDA…</c> of a user, <c>AROA…</c> of a role.</param>
internal sealed record StoredPrincipal(string Id, string Account, string Path, string Name)
{
    public string Arn => $"arn:aws:iam::{Account}:{(Id.StartsWith("AROA", StringComparison.Ordinal) ? "role" : "user")}{Path}{Name}";

    /// <summary>Of a role's session: without the role's path.</summary>
    public string SessionArn(string session) => $"arn:aws:sts::{Account}:assumed-role/{Name}/{session}";
}

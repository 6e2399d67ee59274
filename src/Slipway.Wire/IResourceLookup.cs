namespace Slipway.Wire;

/// <summary>
/// What a service says of its resources to whoever decides about them: one implementation for each service that has
/// tags or policies on resources. Asked for each demand, so it answers from memory where it can.
/// </summary>
public interface IResourceLookup
{
    /// <summary>The service of the ARNs that it knows, such as <c>ecr</c>.</summary>
    string Service { get; }

    /// <returns>null when nothing is known of it.</returns>
    ValueTask<ResourceFacts?> FindAsync(Arn resource, CancellationToken ct);
}

/// <summary>What policies may ask about a resource.</summary>
/// <param name="Arn">
/// Its full ARN. An operation that knows only a user's name demands <c>user/NAME</c>; the path comes from here.
/// </param>
public sealed record ResourceFacts(string Arn)
{
    /// <summary><c>aws:ResourceTag/…</c>, and the service's own <c>…:ResourceTag/…</c>.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>
    /// Policies on the resource itself. A change of them counts as a change of identities: decisions are remembered in
    /// between (<c>IdentityChanges</c>).
    /// </summary>
    public IReadOnlyList<ResourcePolicy> Policies { get; init; } = [];

    /// <summary>Further condition keys that belong to the resource, such as <c>iam:PermissionsBoundary</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Conditions { get; init; } = [];
}

/// <param name="Name">Where it is found, such as <c>repository policy of team/web</c>; for traces.</param>
/// <param name="Document">JSON, checked when it was stored.</param>
public sealed record ResourcePolicy(string Name, string Document)
{
    /// <summary>Of a role: says who may assume it, and counts only where a role is to be assumed (<see cref="Access.IsTrust"/>).</summary>
    public bool IsTrust { get; init; }

    /// <summary>The grammar that it was checked by.</summary>
    public PolicyPlace Place { get; init; }

    /// <summary>The only actions that it counts for, such as <c>ecr:ReplicateImage</c>; null for all.</summary>
    public IReadOnlyCollection<string>? OnlyFor { get; init; }
}

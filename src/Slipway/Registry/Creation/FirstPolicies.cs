using Slipway.Registry.Policies;

namespace Slipway.Registry.Creation;

/// <summary>The policies that a repository is made with.</summary>
/// <param name="Access">null for none.</param>
/// <param name="Lifecycle">Text that has been checked; null for none.</param>
public sealed record FirstPolicies(AccessPolicy? Access, string? Lifecycle)
{
    public static FirstPolicies None { get; } = new(null, null);
}

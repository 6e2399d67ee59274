using Slipway.Kernel;
using Slipway.Registry.Policies;

namespace Slipway.Registry.Replication;

/// <summary>The settings of a repository as they are, and which of them its copy is to have.</summary>
/// <param name="LifecyclePolicy">null for none.</param>
/// <param name="Policy">null for none.</param>
/// <param name="PolicyText">The same with today's names of whom it was given to: for a server that knows others by them.</param>
public sealed record RepositorySettings(
    IReadOnlyCollection<ReplicatedSetting> Wanted, TagRules TagRules, bool ScanOnPush, string? LifecyclePolicy, AccessPolicy? Policy, string? PolicyText, TagSet Tags)
{
    public bool Wants(ReplicatedSetting setting) => Wanted.Contains(setting);
}

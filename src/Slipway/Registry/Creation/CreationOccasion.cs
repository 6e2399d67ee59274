namespace Slipway.Registry.Creation;

/// <summary>What has a repository made by itself (API_RepositoryCreationTemplate, <c>appliedFor</c>).</summary>
public enum CreationOccasion
{
    Replication,
    PullThroughCache,
    CreateOnPush,
}

namespace Slipway.Registry.Replication;

/// <summary>A setting of a repository that follows it to a destination where that is wanted; kept by its name.</summary>
public enum ReplicatedSetting
{
    /// <summary>With its exclusions.</summary>
    TagMutability,

    ScanOnPush,
    LifecyclePolicy,
    RepositoryPolicy,

    /// <summary>All of them: those that the source has not are taken from the destination.</summary>
    ResourceTags,
}

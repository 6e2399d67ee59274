namespace Slipway.Registry.Replication;

/// <summary>What a destination of another account must allow.</summary>
public enum ReplicationRight
{
    BringImage,
    CreateRepository,
    DeleteImage,
    SetTagMutability,
    SetScanOnPush,
    SetLifecyclePolicy,
    SetRepositoryPolicy,
    SetResourceTags,
}

public static class ReplicationRights
{
    public static ReplicationRight Of(ReplicatedSetting setting) => setting switch
    {
        ReplicatedSetting.TagMutability => ReplicationRight.SetTagMutability,
        ReplicatedSetting.ScanOnPush => ReplicationRight.SetScanOnPush,
        ReplicatedSetting.LifecyclePolicy => ReplicationRight.SetLifecyclePolicy,
        ReplicatedSetting.RepositoryPolicy => ReplicationRight.SetRepositoryPolicy,
        _ => ReplicationRight.SetResourceTags,
    };
}

using Slipway.Registry.Replication;

namespace Slipway.Ecr.Replication;

/// <summary>The actions that stand for what replication does at a destination.</summary>
internal static class ReplicationActions
{
    public static string Of(ReplicationRight right) => right switch
    {
        ReplicationRight.BringImage => "ecr:ReplicateImage",
        ReplicationRight.CreateRepository => "ecr:CreateRepository",
        ReplicationRight.DeleteImage => "ecr:BatchDeleteImage",
        ReplicationRight.SetTagMutability => "ecr:PutImageTagMutability",
        ReplicationRight.SetScanOnPush => "ecr:PutImageScanningConfiguration",
        ReplicationRight.SetLifecyclePolicy => "ecr:PutLifecyclePolicy",
        ReplicationRight.SetRepositoryPolicy => "ecr:SetRepositoryPolicy",
        _ => "ecr:TagResource",
    };
}

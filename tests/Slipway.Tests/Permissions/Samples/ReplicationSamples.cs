using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions.Samples;

internal static class ReplicationSamples
{
    public static IEnumerable<OperationSample> All =>
    [
        new("ecr", "PutReplicationConfiguration", """{"replicationConfiguration":{"rules":[]}}""", "*"),
        new("ecr", "DescribeRegistry", "{}", "*"),
        new("ecr", "DescribeImageReplicationStatus", """{"repositoryName":"@","imageId":{"imageTag":"one"}}""", "arn:aws:ecr:us-east-1:000000000000:repository/@")
        {
            Given = async (app, name) =>
            {
                await app.CreateRepository(name);
                await app.PushImage(name, "one", 7);
            },
        },
    ];
}

using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions.Samples;

internal static class ArchiveSamples
{
    public static IEnumerable<OperationSample> All =>
    [
        new("ecr", "UpdateImageStorageClass", """{"repositoryName":"@","imageId":{"imageTag":"one"},"targetStorageClass":"ARCHIVE"}""", "arn:aws:ecr:us-east-1:000000000000:repository/@")
        {
            Given = async (app, name) =>
            {
                await app.CreateRepository(name);
                await app.PushImage(name, "one", 7);
            },
        },
    ];
}

using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions.Samples;

internal static class EcrSamples
{
    private const string Repository = "arn:aws:ecr:us-east-1:000000000000:repository/@";

    public static IEnumerable<OperationSample> All =>
    [
        new("ecr", "GetAuthorizationToken", "{}", "*"),
        new("ecr", "CreateRepository", """{"repositoryName":"@","tags":[{"Key":"team","Value":"web"}]}""", Repository) { Also = [("ecr:TagResource", Repository)] },
        Empty("DeleteRepository", ""),
        Empty("DescribeRepositories", "") with { Request = """{"repositoryNames":["@"]}""" },
        Empty("PutImageTagMutability", ""","imageTagMutability":"IMMUTABLE" """),
        Tagging("TagResource", ""","tags":[{"Key":"team","Value":"web"}]"""),
        Tagging("UntagResource", ""","tagKeys":["team"]"""),
        Tagging("ListTagsForResource", ""),
        Empty("ListImages", ""),
        Empty("InitiateLayerUpload", ""),
        Upload("UploadLayerPart", ""","partFirstByte":0,"partLastByte":2,"layerPartBlob":"YWJj" """),
        Upload("CompleteLayerUpload", $$""","layerDigests":["{{RegistryRequests.DigestOf(RegistryRequests.Bytes("abc"))}}"]""") with { Made = FilledAsync },
        Pushed("DescribeImages", ""","imageIds":[{"imageTag":"one"}]"""),
        Pushed("BatchGetImage", ""","imageIds":[{"imageTag":"one"}]"""),
        Pushed("BatchDeleteImage", ""","imageIds":[{"imageTag":"one"}]"""),
        Layer("BatchCheckLayerAvailability", ""","layerDigests":["~"]"""),
        Layer("GetDownloadUrlForLayer", ""","layerDigest":"~" """),
        Empty("PutImage", ""","imageTag":"two","imageManifest":~""") with
        {
            Made = async (app, name) => JsonSerializer.Serialize(await app.PushLayers(name, 7)),
        },
    ];

    private static OperationSample Empty(string operation, string more) => new("ecr", operation, $$"""{"repositoryName":"@"{{more}}}""", Repository)
    {
        Given = (app, name) => app.CreateRepository(name),
    };

    private static OperationSample Tagging(string operation, string more) => Empty(operation, "") with { Request = $$"""{"resourceArn":"{{Repository}}"{{more}}}""" };

    private static OperationSample Upload(string operation, string more) => Empty(operation, $$""","uploadId":"~"{{more}}""") with
    {
        Made = (app, name) => app.InitiateUpload(name),
    };

    private static OperationSample Pushed(string operation, string more) => Empty(operation, more) with { Made = (app, name) => app.PushImage(name, "one", 7) };

    private static OperationSample Layer(string operation, string more) => Empty(operation, more) with
    {
        Made = async (app, name) =>
        {
            await app.PushImage(name, "one", 7);
            return RegistryRequests.DigestOf(RegistryRequests.RandomBytes(7, 1024 + 7));
        },
    };

    private static async Task<string> FilledAsync(SlipwayApp app, string repository)
    {
        var upload = await app.InitiateUpload(repository);
        await app.UploadPart(repository, upload, 0, RegistryRequests.Bytes("abc"));
        return upload;
    }
}

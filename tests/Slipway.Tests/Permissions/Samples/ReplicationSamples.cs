using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions.Samples;

internal static class ReplicationSamples
{
    private const string AnyRepository = "arn:aws:ecr:us-east-1:000000000000:repository/*";

    private const string Elsewhere = "arn:aws:ecr:eu-west-1:000000000000:repository/*";

    private const string Destination = """{"region":"eu-west-1","registryId":"000000000000"}""";

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
        new("slipway", "PutReplicationEndpoint", Endpoint("~"), AnyRepository) { Made = SecretAsync, Also = [("secretsmanager:GetSecretValue", "~")] },
        new("slipway", "DescribeReplicationEndpoints", "{}", AnyRepository),
        new("slipway", "DeleteReplicationEndpoint", $$"""{"destination":{{Destination}} }""", AnyRepository)
        {
            Given = async (app, name) => (await app.Slipway("PutReplicationEndpoint", Endpoint(await SecretAsync(app, name)))).Expect(HttpStatusCode.OK),
        },
        new("slipway", "PutReplicationOptions", $$"""{"destination":{{Destination}},"replicateDeletions":true,"replicateSettings":["REPOSITORY_POLICY"]}""", AnyRepository)
        {
            Given = ConfiguredAsync,
            Also = [("ecr:BatchDeleteImage", Elsewhere), ("ecr:SetRepositoryPolicy", Elsewhere)],
        },
        new("slipway", "DescribeRepositoryReplicationStatus", """{"repositoryName":"@"}""", "arn:aws:ecr:us-east-1:000000000000:repository/@")
        {
            Given = async (app, name) => await app.CreateRepository(name),
        },
        new("slipway", "GetReplicationOptions", $$"""{"destination":{{Destination}} }""", AnyRepository) { Given = ConfiguredAsync },
        new("slipway", "StartReplicationBackfill", $$"""{"destination":{{Destination}} }""", AnyRepository) { Given = ConfiguredAsync },
        new("slipway", "DescribeImageReplicationDetails", """{"repositoryName":"@","imageId":{"imageTag":"one"}}""", "arn:aws:ecr:us-east-1:000000000000:repository/@")
        {
            Given = async (app, name) =>
            {
                await app.CreateRepository(name);
                await app.PushImage(name, "one", 7);
            },
        },
        new("slipway", "StopReplicationBackfill", """{"replicationBackfillId":"123e4567-e89b-12d3-a456-426614174000"}""", AnyRepository) { Answers = "ReplicationBackfillNotFoundException" },
        new("slipway", "DescribeReplicationBackfill", """{"replicationBackfillId":"123e4567-e89b-12d3-a456-426614174000"}""", AnyRepository) { Answers = "ReplicationBackfillNotFoundException" },
    ];

    private static string Endpoint(string secret) => $$"""{"destination":{{Destination}},"apiEndpoint":"https://mirror.invalid","credentialArn":"{{secret}}"}""";

    private static async Task<string> SecretAsync(SlipwayApp app, string name)
    {
        var request = JsonSerializer.Serialize(new { Name = name, SecretString = "{}" });
        return (await app.Json("secretsmanager", "secretsmanager.CreateSecret", request, AwsKey.Admin, SlipwayApp.Region)).Expect(HttpStatusCode.OK)["ARN"].GetString()!;
    }

    private static async Task ConfiguredAsync(SlipwayApp app, string name) =>
        (await app.Ecr("PutReplicationConfiguration", $$"""{"replicationConfiguration":{"rules":[{"destinations":[{{Destination}}]}]} }""")).Expect(HttpStatusCode.OK);
}

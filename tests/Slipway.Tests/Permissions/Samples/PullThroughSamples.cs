using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions.Samples;

internal static class PullThroughSamples
{
    public static IEnumerable<OperationSample> All =>
    [
        new("ecr", "CreatePullThroughCacheRule", """{"ecrRepositoryPrefix":"sample-create","upstreamRegistryUrl":"public.ecr.aws"}""", "*"),
        new("ecr", "CreatePullThroughCacheRule", """{"ecrRepositoryPrefix":"sample-role","upstreamRegistryUrl":"000000000000.dkr.ecr.eu-west-1.amazonaws.com","customRoleArn":"arn:aws:iam::000000000000:role/sample"}""", "*")
        {
            Also = [("iam:PassRole", "arn:aws:iam::000000000000:role/sample")],
        },
        new("ecr", "DescribePullThroughCacheRules", "{}", "*"),
        new("ecr", "UpdatePullThroughCacheRule", """{"ecrRepositoryPrefix":"sample-update","credentialArn":"~"}""", "*")
        {
            Given = (app, _) => CreateAsync(app, "sample-update"),
            Also = [("secretsmanager:GetSecretValue", "~")],
            Made = (app, _) => app.CreateSecret("ecr-pullthroughcache/sample", """{"username":"u","accessToken":"t"}"""),
        },
        Of("ValidatePullThroughCacheRule", "sample-validate"),
        Of("DeletePullThroughCacheRule", "sample-delete"),
    ];

    private static OperationSample Of(string operation, string prefix) => new("ecr", operation, $$"""{"ecrRepositoryPrefix":"{{prefix}}"}""", "*")
    {
        Given = (app, _) => CreateAsync(app, prefix),
    };

    // Its address is this machine's, and may not be asked.
    private static async Task CreateAsync(SlipwayApp app, string prefix) =>
        (await app.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"{{prefix}}","upstreamRegistryUrl":"https://127.0.0.1"}""")).Expect(HttpStatusCode.OK);
}

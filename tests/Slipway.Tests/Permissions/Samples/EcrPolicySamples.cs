using System.Text.Json;
using Slipway.Tests.Ecr.Policies;
using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions.Samples;

internal static class EcrPolicySamples
{
    private const string Repository = "arn:aws:ecr:us-east-1:000000000000:repository/@";

    // Nobody is given anything by these that a sample asks for.
    private static readonly string
        Policy = ResourcePolicyCalls.Document(ResourcePolicyCalls.Allow(ResourcePolicyCalls.Aws("111122223333"), "ecr:BatchGetImage")),
        RegistryPolicy = ResourcePolicyCalls.Document(ResourcePolicyCalls.OnAny("Allow", ResourcePolicyCalls.Aws("111122223333"), "ecr:ReplicateImage"));

    public static IEnumerable<OperationSample> All =>
    [
        OfRepository("SetRepositoryPolicy", $$""","policyText":{{JsonSerializer.Serialize(Policy)}}"""),
        OfRepository("GetRepositoryPolicy", ""),
        OfRepository("DeleteRepositoryPolicy", ""),
        new("ecr", "PutRegistryPolicy", $$"""{"policyText":{{JsonSerializer.Serialize(RegistryPolicy)}}}""", "*"),
        new("ecr", "GetRegistryPolicy", "{}", "*") { Given = (app, _) => app.PutRegistryPolicy(RegistryPolicy) },
        new("ecr", "DeleteRegistryPolicy", "{}", "*") { Given = (app, _) => app.PutRegistryPolicy(RegistryPolicy) },
        new("ecr", "PutAccountSetting", """{"name":"BLOB_MOUNTING","value":"ENABLED"}""", "*"),
        new("ecr", "GetAccountSetting", """{"name":"BLOB_MOUNTING"}""", "*"),
    ];

    private static OperationSample OfRepository(string operation, string more) => new("ecr", operation, $$"""{"repositoryName":"@"{{more}}}""", Repository)
    {
        Given = async (app, name) =>
        {
            await app.CreateRepository(name);
            (await app.SetRepositoryPolicy(name, Policy)).Expect(System.Net.HttpStatusCode.OK);
        },
    };
}

using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions.Samples;

internal static class BeyondSamples
{
    private const string Repository = "arn:aws:ecr:us-east-1:000000000000:repository/@";

    private const string AnyRepository = "arn:aws:ecr:us-east-1:000000000000:repository/*";

    public static IEnumerable<OperationSample> All =>
    [
        Of("PutRepositoryProtection", ""","deletionProtection":"REPOSITORY" """),
        Of("GetRepositoryProtection", ""),
        Of("PutStorageQuota", ""","maxBytes":1000"""),
        new("slipway", "PutStorageQuota", """{"maxBytes":1000000000000}""", AnyRepository),
        Of("DeleteStorageQuota", "") with { Made = LimitedAsync },
        new("slipway", "ListStorageQuotas", "{}", AnyRepository),
    ];

    private static OperationSample Of(string operation, string more) => new("slipway", operation, $$"""{"repositoryName":"@"{{more}}}""", Repository)
    {
        Given = (app, name) => app.CreateRepository(name),
    };

    private static async Task<string> LimitedAsync(SlipwayApp app, string name) =>
        (await app.Slipway("PutStorageQuota", $$"""{"repositoryName":"{{name}}","maxBytes":1000}""")).Expect(HttpStatusCode.OK).Body;
}

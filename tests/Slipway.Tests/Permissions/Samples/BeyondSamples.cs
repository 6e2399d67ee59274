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
        Of("PutRecycleBinConfiguration", ""","retentionDays":9"""),
        new("slipway", "PutRecycleBinConfiguration", """{"retentionDays":0}""", AnyRepository),
        Of("GetRecycleBinConfiguration", ""),
        Of("ListRecycledImages", ""),
        Of("RestoreImage", ""","imageDigest":"~" """) with { Made = RecycledImageAsync },
        Of("PurgeRecycledImage", ""","imageDigest":"~" """) with { Made = RecycledImageAsync },
        new("slipway", "SearchImages", "{}", AnyRepository),
        new("slipway", "SearchRepositories", "{}", AnyRepository),
        Of("GetRepositoryUsage", ""),
        new("slipway", "ListRepositoryUsage", "{}", AnyRepository),
        new("slipway", "ListRecycledRepositories", "{}", AnyRepository),
        Of("RestoreRepository", "") with { Made = RecycledRepositoryAsync },
        Of("PurgeRecycledRepository", ""","recycledRepositoryId":"~" """) with { Made = RecycledRepositoryAsync },
    ];

    private static OperationSample Of(string operation, string more) => new("slipway", operation, $$"""{"repositoryName":"@"{{more}}}""", Repository)
    {
        Given = (app, name) => app.CreateRepository(name),
    };

    private static async Task<string> RecycledImageAsync(SlipwayApp app, string name)
    {
        (await app.Slipway("PutRecycleBinConfiguration", $$"""{"repositoryName":"{{name}}","retentionDays":9}""")).Expect(HttpStatusCode.OK);
        var digest = await app.PushImage(name, "one", 7);
        (await app.Ecr("BatchDeleteImage", $$"""{"repositoryName":"{{name}}","imageIds":[{"imageTag":"one"}]}""")).Expect(HttpStatusCode.OK);
        return digest;
    }

    private static async Task<string> RecycledRepositoryAsync(SlipwayApp app, string name)
    {
        (await app.Slipway("PutRecycleBinConfiguration", $$"""{"repositoryName":"{{name}}","retentionDays":9}""")).Expect(HttpStatusCode.OK);
        (await app.Ecr("DeleteRepository", $$"""{"repositoryName":"{{name}}"}""")).Expect(HttpStatusCode.OK);
        var listed = (await app.Slipway("ListRecycledRepositories", """{"maxResults":1000}""")).Expect(HttpStatusCode.OK)["recycledRepositories"];
        return listed.EnumerateArray().Single(item => item.GetProperty("repositoryName").GetString() == name).GetProperty("recycledRepositoryId").GetString()!;
    }

    private static async Task<string> LimitedAsync(SlipwayApp app, string name) =>
        (await app.Slipway("PutStorageQuota", $$"""{"repositoryName":"{{name}}","maxBytes":1000}""")).Expect(HttpStatusCode.OK).Body;
}

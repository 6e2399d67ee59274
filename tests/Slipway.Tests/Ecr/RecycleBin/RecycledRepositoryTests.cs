using System.Net;
using System.Text.Json;
using Slipway.Registry;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.RecycleBin;

/// <summary>ListRecycledRepositories, RestoreRepository and PurgeRecycledRepository.</summary>
public sealed class RecycledRepositoryTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_deleted_repository_comes_back_with_images_tags_and_settings()
    {
        await Keep();
        await app.Ecr("CreateRepository", """{"repositoryName":"web","imageTagMutability":"IMMUTABLE","tags":[{"Key":"team","Value":"red"}]}""");
        var digest = await app.PushImage("web", "v1", 1);
        var policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:ListImages"}]}""";
        (await app.Ecr("SetRepositoryPolicy", JsonSerializer.Serialize(new { repositoryName = "web", policyText = policy }))).Expect(HttpStatusCode.OK);
        var key = await app.GivenUser("reader", isAdministrator: false);
        (await app.Ecr("ListImages", """{"repositoryName":"web"}""", key, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        var before = (await app.Ecr("DescribeRepositories", """{"repositoryNames":["web"]}"""))["repositories.0"].GetRawText();
        await DeleteRepository("web");
        using (var gone = await app.Get("/v2/web/manifests/v1")) Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal("AccessDeniedException", (await app.Ecr("ListImages", """{"repositoryName":"web"}""", key, SlipwayApp.Region)).Error);
        app.Clock.Advance(TimeSpan.FromDays(6));
        await (await app.Get<GarbageCollector>()).RunAsync(sweep: true, Ct);
        app.Logout();
        var restored = (await app.Slipway("RestoreRepository", """{"repositoryName":"web"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(before, restored["repository"].GetRawText());
        Assert.Equal(before, (await app.Ecr("DescribeRepositories", """{"repositoryNames":["web"]}"""))["repositories.0"].GetRawText());
        var tags = await app.Ecr("ListTagsForResource", """{"resourceArn":"arn:aws:ecr:us-east-1:000000000000:repository/web"}""");
        // What its policy allows is allowed again, and was not while it was away.
        (await app.Ecr("ListImages", """{"repositoryName":"web"}""", key, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        Assert.Equal("red", tags["tags.0.Value"].GetString());
        using var pulled = await app.Get("/v2/web/manifests/v1");
        Assert.Equal(digest, pulled.Headers.GetValues("Docker-Content-Digest").Single());
        Assert.Equal(HttpStatusCode.OK, (await app.Head($"/v2/web/blobs/{RegistryRequests.DigestOf(RegistryRequests.RandomBytes(1, 1025))}")).StatusCode);
        (await app.Slipway("RestoreRepository", """{"repositoryName":"web"}""")).IsRefused(
            "RepositoryNotFoundException", "The repository with name 'web' is not in the recycle bin of the registry with id '000000000000'");
    }

    [Fact]
    public async Task While_another_has_its_name_it_stays_in_the_bin()
    {
        await Keep();
        await app.CreateRepository("web");
        await app.PushImage("web", "old", 1);
        await DeleteRepository("web");
        await app.CreateRepository("web");
        (await app.Slipway("RestoreRepository", """{"repositoryName":"web"}""")).IsRefused(
            "RepositoryAlreadyExistsException",
            "The deleted repository with name 'web' cannot be restored because another one of that name exists in the registry with id '000000000000'");
        await DeleteRepository("web");
        var listed = (await app.Slipway("ListRecycledRepositories", "{}")).Expect(HttpStatusCode.OK)["recycledRepositories"];
        Assert.Equal(2, listed.GetArrayLength());
        (await app.Slipway("RestoreRepository", $$"""{"repositoryName":"web","recycledRepositoryId":"{{listed[0].GetProperty("recycledRepositoryId")}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, (await app.Get("/v2/web/manifests/old")).StatusCode);
    }

    [Fact]
    public async Task The_bin_is_listed_in_pages_with_when_and_until()
    {
        await Keep();
        foreach (var name in new[] { "web", "api" })
        {
            await app.CreateRepository(name);
            await DeleteRepository(name);
        }

        var first = (await app.Slipway("ListRecycledRepositories", """{"maxResults":1}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("arn:aws:ecr:us-east-1:000000000000:repository/api", first["recycledRepositories.0.repositoryArn"].GetString());
        Assert.Equal(7 * 86400, first["recycledRepositories.0.expiresAt"].GetDouble() - first["recycledRepositories.0.deletedAt"].GetDouble(), 1.0);
        var second = (await app.Slipway("ListRecycledRepositories", $$"""{"nextToken":"{{first["nextToken"]}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("web", Assert.Single(second["recycledRepositories"].EnumerateArray()).GetProperty("repositoryName").GetString());
        Assert.Equal("InvalidParameterException", (await app.Slipway("ListRecycledRepositories", """{"nextToken":"x"}""")).Error);
    }

    [Fact]
    public async Task A_purged_repository_is_cleared_away()
    {
        await Keep();
        await app.CreateRepository("web");
        await app.PushImage("web", "v1", 1);
        await DeleteRepository("web");
        var id = (await app.Slipway("ListRecycledRepositories", "{}"))["recycledRepositories.0.recycledRepositoryId"].GetString();
        (await app.Slipway("PurgeRecycledRepository", $$"""{"repositoryName":"other","recycledRepositoryId":"{{id}}"}""")).IsRefused(
            "RepositoryNotFoundException", "The repository with name 'other' is not in the recycle bin of the registry with id '000000000000'");
        (await app.Slipway("PurgeRecycledRepository", $$"""{"repositoryName":"web","recycledRepositoryId":"{{id}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("RepositoryNotFoundException", (await app.Slipway("RestoreRepository", """{"repositoryName":"web"}""")).Error);
        Assert.Equal(2, (await (await app.Get<GarbageCollector>()).RunAsync(sweep: false, Ct)).BlobsDeleted);
    }

    private async Task Keep() => (await app.Slipway("PutRecycleBinConfiguration", """{"retentionDays":7}""")).Expect(HttpStatusCode.OK);

    private async Task DeleteRepository(string name) =>
        (await app.Ecr("DeleteRepository", $$"""{"repositoryName":"{{name}}","force":true}""")).Expect(HttpStatusCode.OK);
}

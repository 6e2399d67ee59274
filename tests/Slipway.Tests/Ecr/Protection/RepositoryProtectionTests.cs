using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Protection;

/// <summary>PutRepositoryProtection and GetRepositoryProtection, and what they forbid.</summary>
public sealed class RepositoryProtectionTests : IAsyncDisposable
{
    private const string Sentence =
        "The repository with name 'web' in registry with id '000000000000' cannot be deleted because it is protected from deletion; use slipway:PutRepositoryProtection to change that";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Nothing_is_protected_until_somebody_says_so()
    {
        await app.CreateRepository("web");
        Assert.Equal("NONE", await Protection());
        (await app.Slipway("GetRepositoryProtection", """{"repositoryName":"none"}""")).IsRefused(
            "RepositoryNotFoundException", "The repository with name 'none' does not exist in the registry with id '000000000000'");
        Assert.Equal("RepositoryNotFoundException", (await app.Slipway("PutRepositoryProtection", """{"repositoryName":"none","deletionProtection":"NONE"}""")).Error);
        Assert.Equal("InvalidParameterException", (await app.Slipway("PutRepositoryProtection", """{"repositoryName":"web","deletionProtection":"ALL"}""")).Error);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task A_protected_repository_stays_even_against_force(string force)
    {
        await app.CreateRepository("web");
        await Protect("REPOSITORY");
        (await app.Ecr("DeleteRepository", $$"""{"repositoryName":"web","force":{{force}}}""")).IsRefused("InvalidParameterException", Sentence);
        await app.Restart();
        Assert.Equal("REPOSITORY", await Protection());
        (await app.Ecr("DeleteRepository", $$"""{"repositoryName":"web","force":{{force}}}""")).IsRefused("InvalidParameterException", Sentence);
        await Protect("NONE");
        (await app.Ecr("DeleteRepository", $$"""{"repositoryName":"web","force":{{force}}}""")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Images_of_a_protected_repository_are_deleted_as_before()
    {
        await app.CreateRepository("web");
        await app.PushImage("web", "one", 1);
        await Protect("REPOSITORY");
        Assert.Equal(1, (await Delete("""{"imageTag":"one"}"""))["imageIds"].GetArrayLength());
    }

    [Fact]
    public async Task Protected_images_and_tags_stay_whoever_deletes_them_and_however()
    {
        await app.CreateRepository("web");
        var digest = await app.PushImage("web", "one", 1);
        await Protect("REPOSITORY_AND_IMAGES");
        const string Images =
            "Images and tags of the repository with name 'web' in registry with id '000000000000' cannot be deleted because they are protected from deletion; "
            + "use slipway:PutRepositoryProtection to change that";
        (await Delete("""{"imageTag":"one"}""")).IsRefused("InvalidParameterException", Images);
        (await Delete($$"""{"imageDigest":"{{digest}}"}""")).IsRefused("InvalidParameterException", Images);
        foreach (var reference in new[] { "one", digest })
        {
            using var refused = await app.Delete($"/v2/web/manifests/{reference}");
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Contains("\"DENIED\"", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        (await app.Ecr("DeleteRepository", """{"repositoryName":"web","force":true}""")).IsRefused("InvalidParameterException", Sentence);
        using var pulled = await app.Get("/v2/web/manifests/one");
        Assert.Equal(HttpStatusCode.OK, pulled.StatusCode);
    }

    [Fact]
    public async Task A_tag_of_protected_images_still_moves()
    {
        await app.CreateRepository("web");
        await app.PushImage("web", "one", 1);
        await Protect("REPOSITORY_AND_IMAGES");
        var second = await app.PushImage("web", "one", 2);
        using var pulled = await app.Get("/v2/web/manifests/one");
        Assert.Equal(second, pulled.Headers.GetValues("Docker-Content-Digest").Single());
    }

    private async Task Protect(string protection) =>
        (await app.Slipway("PutRepositoryProtection", $$"""{"repositoryName":"web","deletionProtection":"{{protection}}"}""")).Expect(HttpStatusCode.OK);

    private async Task<string?> Protection() =>
        (await app.Slipway("GetRepositoryProtection", """{"repositoryName":"web"}""")).Expect(HttpStatusCode.OK)["deletionProtection"].GetString();

    private Task<AwsAnswer> Delete(string id) => app.Ecr("BatchDeleteImage", $$"""{"repositoryName":"web","imageIds":[{{id}}]}""");
}

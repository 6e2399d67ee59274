using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Repositories;

public sealed class DeleteRepositoryTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_answer_is_what_was_deleted()
    {
        var created = await app.Ecr("CreateRepository", """{"repositoryName":"team/web"}""");
        var deleted = (await Delete("""{"repositoryName":"team/web"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(created["repository"].GetRawText(), deleted["repository"].GetRawText());
        (await app.Ecr("DescribeRepositories", """{"repositoryNames":["team/web"]}""")).IsRefused(
            "RepositoryNotFoundException", "The repository with name 'team/web' does not exist in the registry with id '000000000000'");
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_deleted() => (await Delete("""{"repositoryName":"none","force":true}""")).IsRefused(
        "RepositoryNotFoundException", "The repository with name 'none' does not exist in the registry with id '000000000000'");

    [Fact]
    public async Task A_repository_with_images_goes_only_by_force()
    {
        await app.CreateRepository("team/web");
        await app.PushImage("team/web", "v1", seed: 1);
        (await Delete("""{"repositoryName":"team/web"}""")).IsRefused(
            "RepositoryNotEmptyException",
            "The repository with name 'team/web' in registry with id '000000000000' cannot be deleted because it still contains images");
        (await Delete("""{"repositoryName":"team/web","force":false}""")).IsRefused(
            "RepositoryNotEmptyException",
            "The repository with name 'team/web' in registry with id '000000000000' cannot be deleted because it still contains images");
        (await Delete("""{"repositoryName":"team/web","force":true}""")).Expect(HttpStatusCode.OK);
        using var pulled = await app.Get("/v2/team/web/manifests/v1");
        Assert.Equal(HttpStatusCode.NotFound, pulled.StatusCode);
    }

    [Fact]
    public async Task An_untagged_image_is_an_image()
    {
        await app.CreateRepository("team/web");
        await app.PushManifest("team/web", null, await app.PushLayers("team/web", seed: 1), RegistryRequests.OciManifest);
        Assert.Equal("RepositoryNotEmptyException", (await Delete("""{"repositoryName":"team/web"}""")).Error);
    }

    [Fact]
    public async Task Layers_without_an_image_do_not_keep_it()
    {
        await app.CreateRepository("team/web");
        await app.PushBlob("team/web", [1, 2, 3]);
        (await Delete("""{"repositoryName":"team/web"}""")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_new_repository_of_the_same_name_has_nothing_of_the_old_one()
    {
        await app.CreateRepository("team/web");
        var digest = await app.PushImage("team/web", "v1", seed: 1);
        await Delete("""{"repositoryName":"team/web","force":true}""");
        await app.CreateRepository("team/web");
        Assert.Equal(0, (await app.Ecr("ListImages", """{"repositoryName":"team/web"}"""))["imageIds"].GetArrayLength());
        using var pulled = await app.Get($"/v2/team/web/manifests/{digest}");
        Assert.Equal(HttpStatusCode.NotFound, pulled.StatusCode);
        (await Delete("""{"repositoryName":"team/web"}""")).Expect(HttpStatusCode.OK);
    }

    private Task<AwsAnswer> Delete(string json) => app.Ecr("DeleteRepository", json);
}

using System.Net;
using System.Text;
using System.Text.Json;
using Slipway.Tests.Oci;
using Slipway.Tests.Support;

namespace Slipway.Tests.Attacks;

/// <summary>Ways to make content of a repository that one may not read appear in one's own, and to move tags that are not one's own.</summary>
public sealed class ForeignContentTests : IAsyncLifetime
{
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("the bytes that nobody else may read");

    private readonly SlipwayApp app = new();
    private string blob = "";

    public async ValueTask InitializeAsync()
    {
        foreach (var name in (string[])["team/secret", "team/own"]) await app.CreateRepository(name);
        blob = await app.PushBlob("team/secret", Secret);
        await app.PushImage("team/secret", "v1", seed: 1);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("&from=team/secret")]
    [InlineData("&from=team%2fsecret")]
    [InlineData("&from=team/own&from=team/secret")]
    [InlineData("&from=team/secret&from=team/own")]
    [InlineData("&FROM=team/secret")]
    [InlineData("&from=team/own/../secret")]
    [InlineData("&from=")]
    [InlineData("&from=TEAM/SECRET")]
    public async Task What_may_not_be_read_is_not_mounted(string from)
    {
        var mallory = await EnterAsync();
        var answer = await mallory.SendAsync("POST", $"/v2/team/own/blobs/uploads/?mount={blob}{from}");
        Assert.Equal(202, answer.Status);
        await IsNotThereAsync(mallory);
    }

    [Theory]
    [InlineData("ecr:BatchGetImage")]
    [InlineData("ecr:BatchCheckLayerAvailability")]
    [InlineData("ecr:PutImage")]
    public async Task What_may_not_be_downloaded_is_not_mounted(string action)
    {
        var mallory = await EnterAsync(Attacker.Statement("Allow", action, RegistryAttacker.ArnOf("team/secret")));
        Assert.Equal(202, (await mallory.SendAsync("POST", $"/v2/team/own/blobs/uploads/?mount={blob}&from=team/secret")).Status);
        await IsNotThereAsync(mallory);
    }

    [Fact]
    public async Task To_know_a_digest_is_not_to_have_its_content()
    {
        var mallory = await EnterAsync();
        var opened = await mallory.SendAsync("POST", "/v2/team/own/blobs/uploads/");
        var location = opened.Text.Split("Location: ")[1].Split("\r\n")[0];
        Assert.Equal(400, (await mallory.SendAsync("PUT", $"{location}?digest={blob}")).Status);
        Assert.Equal(400, (await mallory.SendAsync("POST", $"/v2/team/own/blobs/uploads/?digest={blob}")).Status);
        await IsNotThereAsync(mallory);

        var manifest = Encoding.UTF8.GetBytes(Manifests.Image(blob, blob));
        var pushed = await mallory.SendAsync("PUT", "/v2/team/own/manifests/stolen", manifest, $"Content-Type: {RegistryRequests.OciManifest}");
        Assert.Equal(4, pushed.Status / 100);
        await IsNotThereAsync(mallory);

        var index = Encoding.UTF8.GetBytes(Manifests.Index((blob, Secret.Length)));
        Assert.Equal(4, (await mallory.SendAsync("PUT", "/v2/team/own/manifests/stolen", index, $"Content-Type: {RegistryRequests.OciIndex}")).Status / 100);

        var url = await app.Ecr("GetDownloadUrlForLayer", JsonSerializer.Serialize(new { repositoryName = "team/own", layerDigest = blob }), mallory.Key, SlipwayApp.Region);
        Assert.NotEqual(200, url.Status);
    }

    [Fact]
    public async Task An_address_of_an_own_layer_opens_no_other()
    {
        await app.PushImage("team/own", "v1", seed: 9);
        var mine = RegistryRequests.DigestOf(RegistryRequests.RandomBytes(9, 1033));
        var mallory = await EnterAsync();
        var given = (await app.Ecr("GetDownloadUrlForLayer", JsonSerializer.Serialize(new { repositoryName = "team/own", layerDigest = mine }), mallory.Key, SlipwayApp.Region))
            .Expect(HttpStatusCode.OK)["downloadUrl"].GetString()!;
        var target = new Uri(given).PathAndQuery;
        Assert.Equal(200, (await mallory.SendAsync("GET", target)).Status);
        var id = target.Split('/')[4];
        foreach (var other in (string[])[target.Replace(mine, blob, StringComparison.Ordinal), target.Replace($"/{id}/", "/1/", StringComparison.Ordinal).Replace(mine, blob, StringComparison.Ordinal), target.Replace("expires=", "expires=9", StringComparison.Ordinal), target.Split('&')[0]])
        {
            var answer = await mallory.SendAsync("GET", other);
            Assert.True(answer.Status is 403, answer.Text);
        }

        // It is good for reading alone, and for its own time.
        Assert.Equal(405, (await mallory.SendAsync("DELETE", target)).Status);
        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(403, (await mallory.SendAsync("GET", target)).Status);
    }

    [Theory]
    [InlineData("release-1", "")]
    [InlineData("{digest}", "?tag=release-1")]
    [InlineData("{digest}", "?tag=dev-1&tag=release-1")]
    [InlineData("{digest}", "?tag=release-1&tag=dev-1")]
    [InlineData("{digest}", "?TAG=release-1")]
    [InlineData("{digest}", "?tag=dev-1&%54ag=release-1")]
    [InlineData("{digest}", "?tag=dev-1,release-1")]
    [InlineData("{digest}", "")]
    [InlineData("release%2D1", "")]
    [InlineData("Dev-1", "?tag=dev-1")]
    public async Task A_tag_is_set_only_by_whom_it_is_allowed_to(string reference, string query)
    {
        var mallory = await EnterAsync(
            Attacker.Statement("Deny", "ecr:PutImage", "*", """{"StringNotLike":{"slipway:ImageTag":"dev-*"}}"""));
        var manifest = await app.PushLayers("team/own", seed: 3);
        reference = reference.Replace("{digest}", Manifests.DigestOf(manifest), StringComparison.Ordinal);
        var answer = await mallory.SendAsync("PUT", $"/v2/team/own/manifests/{reference}{query}", Encoding.UTF8.GetBytes(manifest), $"Content-Type: {RegistryRequests.OciManifest}");
        Assert.Equal(4, answer.Status / 100);
        using var tags = await app.Get("/v2/team/own/tags/list").Expect(HttpStatusCode.OK);
        Assert.Equal("""{"name":"team/own","tags":[]}""", await tags.Content.ReadAsStringAsync());

        // A tag in the query says nothing where the path has one.
        Assert.Equal(201, (await mallory.SendAsync("PUT", "/v2/team/own/manifests/dev-1?tag=release-1", Encoding.UTF8.GetBytes(manifest), $"Content-Type: {RegistryRequests.OciManifest}")).Status);
        using var after = await app.Get("/v2/team/own/tags/list").Expect(HttpStatusCode.OK);
        Assert.Equal("""{"name":"team/own","tags":["dev-1"]}""", await after.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Who_may_not_delete_a_tag_does_not_delete_its_image()
    {
        var mallory = await EnterAsync(Attacker.Statement("Deny", "ecr:BatchDeleteImage", "*", """{"StringLike":{"slipway:ImageTag":"release-*"}}"""));
        var manifest = await app.PushLayers("team/own", seed: 4);
        await app.PushManifest("team/own", "dev-1", manifest, RegistryRequests.OciManifest);
        var digest = await app.PushManifest("team/own", "release-1", manifest, RegistryRequests.OciManifest);

        Assert.Equal(403, (await mallory.SendAsync("DELETE", $"/v2/team/own/manifests/{digest}")).Status);
        Assert.Equal(403, (await mallory.SendAsync("DELETE", $"/v2/team/own/manifests/sha256%3a{digest[7..]}")).Status);
        Assert.Equal(403, (await mallory.SendAsync("DELETE", "/v2/team/own/manifests/release-1")).Status);
        foreach (var id in (string[])[$$"""{"imageDigest":"{{digest}}"}""", """{"imageTag":"release-1"}""", $$"""{"imageTag":"dev-1"},{"imageDigest":"{{digest}}"}"""])
            Assert.Equal("AccessDeniedException", (await app.Ecr("BatchDeleteImage", $$"""{"repositoryName":"team/own","imageIds":[{{id}}]}""", mallory.Key, SlipwayApp.Region)).Error);
        Assert.Equal(200, (await mallory.SendAsync("GET", "/v2/team/own/manifests/release-1")).Status);
    }

    private Task<RegistryAttacker> EnterAsync(params string[] statements) =>
        RegistryAttacker.EnterAsync(app, [Attacker.Statement("Allow", "ecr:*", RegistryAttacker.ArnOf("team/own")), .. statements]);

    private async Task IsNotThereAsync(RegistryAttacker mallory)
    {
        Assert.Equal(404, (await mallory.SendAsync("GET", $"/v2/team/own/blobs/{blob}")).Status);
        Assert.Equal(403, (await mallory.SendAsync("GET", $"/v2/team/secret/blobs/{blob}")).Status);
    }
}

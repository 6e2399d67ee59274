using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.RegistryRequests;

namespace Slipway.Tests.Oci;

/// <summary>"Pulling manifests" and "Deleting": end-3 and end-9.</summary>
public sealed class ManifestTests(RegistryFixture registry) : IClassFixture<RegistryFixture>
{
    private readonly SlipwayApp app = registry.App;

    // "A GET request to an existing manifest URL MUST provide the expected manifest, with a response code of 200."
    [Fact]
    public async Task A_manifest_is_pulled_by_tag_and_by_digest_byte_for_byte()
    {
        var repository = await registry.NewRepository();
        var manifest = await app.PushLayers(repository, 1);
        var digest = await app.PushManifest(repository, "v1", manifest, OciManifest);
        foreach (var reference in (string[])["v1", digest])
        {
            for (var again = 0; again < 2; again++)
            {
                using var answer = await app.Get($"/v2/{repository}/manifests/{reference}").Expect(HttpStatusCode.OK);
                Assert.Equal(manifest, await answer.Content.ReadAsStringAsync());
                Assert.Equal((OciManifest, digest, $"\"{digest}\""), (answer.Header("Content-Type"), answer.Header("Docker-Content-Digest"), answer.Header("ETag")));
                Assert.Equal(Bytes(manifest).Length, answer.Content.Headers.ContentLength);
            }
        }
    }

    [Fact]
    public async Task HEAD_MUST_answer_200_with_length_and_digest_and_no_body()
    {
        var repository = await registry.NewRepository();
        var manifest = await app.PushLayers(repository, 2);
        var digest = await app.PushManifest(repository, "v1", manifest, OciManifest);
        foreach (var reference in (string[])["v1", digest])
        {
            using var answer = await app.Head($"/v2/{repository}/manifests/{reference}").Expect(HttpStatusCode.OK);
            Assert.Equal((Bytes(manifest).Length, digest, OciManifest), (answer.Content.Headers.ContentLength, answer.Header("Docker-Content-Digest"), answer.Header("Content-Type")));
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        }
    }

    // "If the manifest is not found in the registry, the response code MUST be 404 Not Found."
    [Theory]
    [InlineData("GET", "nothing")]
    [InlineData("HEAD", "nothing")]
    [InlineData("DELETE", "nothing")]
    [InlineData("GET", ".INVALID_MANIFEST_NAME")]
    [InlineData("HEAD", ".INVALID_MANIFEST_NAME")]
    [InlineData("GET", "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("DELETE", "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_manifest_that_is_not_there_MUST_answer_404(string method, string reference)
    {
        var repository = await registry.NewRepository();
        using var answer = await app.Registry(new(new HttpMethod(method), $"/v2/{repository}/manifests/{reference}"));
        var message = await answer.Refused(HttpStatusCode.NotFound, "MANIFEST_UNKNOWN");
        if (method != "HEAD") Assert.Equal("Requested image not found", message);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task A_malformed_digest_is_refused(string method)
    {
        var repository = await registry.NewRepository();
        using var answer = await app.Send(new(method), $"/v2/{repository}/manifests/sha256:totallywrong", Bytes("{}"), OciManifest);
        await answer.Refused(HttpStatusCode.BadRequest, "DIGEST_INVALID");
    }

    [Fact]
    public async Task What_a_client_accepts_does_not_change_what_is_stored()
    {
        var repository = await registry.NewRepository();
        await app.PushImage(repository, "v1", 3);
        using var answer = await app.Registry(new HttpRequestMessage(HttpMethod.Get, $"/v2/{repository}/manifests/v1").With("Accept", DockerManifest));
        Assert.Equal((HttpStatusCode.OK, OciManifest), (answer.StatusCode, answer.Header("Content-Type")));
    }

    [Fact]
    public async Task What_a_client_has_already_is_answered_with_304()
    {
        var repository = await registry.NewRepository();
        var digest = await app.PushImage(repository, "v1", 4);
        using var known = await app.Registry(new HttpRequestMessage(HttpMethod.Get, $"/v2/{repository}/manifests/v1").With("If-None-Match", $"\"{digest}\""));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        var moved = await app.PushImage(repository, "v1", 5);
        using var other = await app.Registry(new HttpRequestMessage(HttpMethod.Get, $"/v2/{repository}/manifests/v1").With("If-None-Match", $"\"{digest}\""));
        Assert.Equal((HttpStatusCode.OK, moved), (other.StatusCode, other.Header("Docker-Content-Digest")));
    }

    // "Deleting tags": 202, then 404 for the tag; the manifest itself stays.
    [Fact]
    public async Task A_deleted_tag_is_gone_and_its_image_stays()
    {
        var repository = await registry.NewRepository();
        var digest = await app.PushImage(repository, "v1", 6);
        (await app.Get($"/v2/{repository}/manifests/v1").Expect(HttpStatusCode.OK)).Dispose();
        (await app.Delete($"/v2/{repository}/manifests/v1").Expect(HttpStatusCode.Accepted)).Dispose();
        (await app.Get($"/v2/{repository}/manifests/v1").Expect(HttpStatusCode.NotFound)).Dispose();
        (await app.Get($"/v2/{repository}/manifests/{digest}").Expect(HttpStatusCode.OK)).Dispose();
    }

    // "Once deleted, a GET to /v2/<name>/manifests/<digest> and any tag pointing to that digest will return a 404."
    [Fact]
    public async Task A_deleted_manifest_takes_all_its_tags_with_it()
    {
        var repository = await registry.NewRepository();
        var manifest = await app.PushLayers(repository, 7);
        var digest = await app.PushManifest(repository, "v1", manifest, OciManifest);
        await app.PushManifest(repository, "v2", manifest, OciManifest);
        foreach (var reference in (string[])["v1", "v2", digest]) (await app.Get($"/v2/{repository}/manifests/{reference}").Expect(HttpStatusCode.OK)).Dispose();
        (await app.Delete($"/v2/{repository}/manifests/{digest}").Expect(HttpStatusCode.Accepted)).Dispose();
        foreach (var reference in (string[])["v1", "v2", digest]) (await app.Get($"/v2/{repository}/manifests/{reference}").Expect(HttpStatusCode.NotFound)).Dispose();

        // Pushed again by digest, it is there; its tags are not.
        await app.PushManifest(repository, null, manifest, OciManifest);
        (await app.Get($"/v2/{repository}/manifests/{digest}").Expect(HttpStatusCode.OK)).Dispose();
        (await app.Get($"/v2/{repository}/manifests/v1").Expect(HttpStatusCode.NotFound)).Dispose();
    }

    [Fact]
    public async Task A_child_of_an_index_is_not_deleted_before_its_parent()
    {
        var repository = await registry.NewRepository();
        var child = await app.PushImage(repository, "child", 8);
        var index = $$"""{"schemaVersion":2,"mediaType":"{{OciIndex}}","manifests":[{"mediaType":"{{OciManifest}}","digest":"{{child}}","size":1}]}""";
        var parent = await app.PushManifest(repository, "all", index, OciIndex);
        using var refused = await app.Delete($"/v2/{repository}/manifests/{child}");
        Assert.Equal($"Requested image referenced by manifest list: [{parent}]", await refused.Refused(HttpStatusCode.MethodNotAllowed, "UNSUPPORTED"));
        (await app.Delete($"/v2/{repository}/manifests/{parent}").Expect(HttpStatusCode.Accepted)).Dispose();
        (await app.Delete($"/v2/{repository}/manifests/{child}").Expect(HttpStatusCode.Accepted)).Dispose();
    }

    // "If the repository does not exist, the response MUST return 404 Not Found."
    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("DELETE")]
    public async Task A_missing_repository_MUST_answer_404(string method)
    {
        using var answer = await app.Registry(new(new HttpMethod(method), "/v2/team/nowhere/manifests/latest"));
        await answer.Refused(HttpStatusCode.NotFound, "NAME_UNKNOWN");
    }

    [Fact]
    public async Task A_pull_by_GET_is_recorded_and_a_look_by_HEAD_is_not()
    {
        var repository = await registry.NewRepository();
        var digest = await app.PushImage(repository, "v1", 9);
        var pulls = await app.Get<Slipway.Registry.Images.PullTimes>();
        (await app.Head($"/v2/{repository}/manifests/v1").Expect(HttpStatusCode.OK)).Dispose();
        await pulls.FlushAsync(TestContext.Current.CancellationToken);
        Assert.False(await LastPull(repository, digest));
        (await app.Get($"/v2/{repository}/manifests/v1").Expect(HttpStatusCode.OK)).Dispose();
        await pulls.FlushAsync(TestContext.Current.CancellationToken);
        Assert.True(await LastPull(repository, digest));
    }

    [Fact]
    public async Task Pulls_are_recorded_when_the_server_stops()
    {
        await using var fresh = new SlipwayApp();
        await fresh.CreateRepository("team/app");
        await fresh.PushImage("team/app", "v1", 1);
        (await fresh.Get("/v2/team/app/manifests/v1").Expect(HttpStatusCode.OK)).Dispose();
        await fresh.Restart();
        var answer = await fresh.Ecr("DescribeImages", """{"repositoryName":"team/app"}""");
        Assert.Contains("lastRecordedPullTime", answer.Body, StringComparison.Ordinal);
    }

    private async Task<bool> LastPull(string repository, string digest)
    {
        var answer = await app.Ecr("DescribeImages", $$"""{"repositoryName":"{{repository}}","imageIds":[{"imageDigest":"{{digest}}"}]}""");
        return answer.Body.Contains("lastRecordedPullTime", StringComparison.Ordinal);
    }
}

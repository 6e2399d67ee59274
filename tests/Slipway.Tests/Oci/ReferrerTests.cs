using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.RegistryRequests;

namespace Slipway.Tests.Oci;

/// <summary>"Listing Referrers": end-12a and end-12b.</summary>
public sealed class ReferrerTests(RegistryFixture registry) : IClassFixture<RegistryFixture>
{
    private readonly SlipwayApp app = registry.App;

    // "If the repository exists, the response MUST be 200; if no referrers, an empty manifest list MUST be returned."
    [Fact]
    public async Task What_nothing_refers_to_has_an_empty_index()
    {
        var repository = await registry.NewRepository();
        using var answer = await app.Get($"/v2/{repository}/referrers/{DigestOf([1])}").Expect(HttpStatusCode.OK);
        Assert.Equal(OciIndex, answer.Header("Content-Type"));
        var index = await answer.Json();
        Assert.Equal((2, OciIndex, 0), (index.GetProperty("schemaVersion").GetInt32(), index.GetProperty("mediaType").GetString(), index.GetProperty("manifests").GetArrayLength()));
        Assert.Null(answer.Header("Link"));
    }

    // "If the request is invalid, such as a <digest> with an invalid syntax, a 400 Bad Request MUST be returned."
    [Theory]
    [InlineData("sha256:abc")]
    [InlineData("latest")]
    public async Task A_malformed_digest_is_refused(string digest)
    {
        using var answer = await app.Get($"/v2/{await registry.NewRepository()}/referrers/{digest}");
        await answer.Refused(HttpStatusCode.BadRequest, "DIGEST_INVALID");
    }

    // Descriptors: media type, digest, size, artifactType (the config's for an image without, none for an index without), annotations.
    [Fact]
    public async Task Referrers_are_described_with_their_artifact_type_and_annotations()
    {
        var (repository, subject) = (await registry.NewRepository(), DigestOf([7]));
        var own = await Refer(repository, subject, "application/vnd.sbom", """{"k":"v","é":"\"<&'"}""");
        var byConfig = await Refer(repository, subject, null, "{}");
        var index = await app.PushManifest(
            repository, null, $$"""{"schemaVersion":2,"mediaType":"{{OciIndex}}","manifests":[],"subject":{"mediaType":"{{OciManifest}}","digest":"{{subject}}","size":2} }""", OciIndex);
        var (found, _) = await List($"/v2/{repository}/referrers/{subject}");
        Assert.Equal(3, found.Count);
        Assert.Equal("application/vnd.sbom", found[own].GetProperty("artifactType").GetString());
        Assert.Equal((OciManifest, "v", "\"<&'"), (
            found[own].GetProperty("mediaType").GetString(),
            found[own].GetProperty("annotations").GetProperty("k").GetString(),
            found[own].GetProperty("annotations").GetProperty("é").GetString()));
        using (var manifest = await app.Head($"/v2/{repository}/manifests/{own}").Expect(HttpStatusCode.OK))
            Assert.Equal(manifest.Content.Headers.ContentLength, found[own].GetProperty("size").GetInt64());
        Assert.Equal("application/vnd.example.config", found[byConfig].GetProperty("artifactType").GetString());
        Assert.False(found[index].TryGetProperty("artifactType", out _));
    }

    // "Registries SHOULD support filtering on artifactType", and say so in OCI-Filters-Applied.
    [Fact]
    public async Task Referrers_are_filtered_by_artifact_type()
    {
        var (repository, subject) = (await registry.NewRepository(), DigestOf([8]));
        var wanted = await Refer(repository, subject, "application/vnd.a+b", "{}");
        await Refer(repository, subject, "application/vnd.c", "{}");
        using var answer = await app.Get($"/v2/{repository}/referrers/{subject}?artifactType=application%2Fvnd.a%2Bb").Expect(HttpStatusCode.OK);
        Assert.Equal("artifactType", answer.Header("OCI-Filters-Applied"));
        Assert.Equal(wanted, Assert.Single((await answer.Json()).GetProperty("manifests").EnumerateArray()).GetProperty("digest").GetString());
        using var all = await app.Get($"/v2/{repository}/referrers/{subject}").Expect(HttpStatusCode.OK);
        Assert.Null(all.Header("OCI-Filters-Applied"));
    }

    // "the response MUST include a Link header" when not all are in one answer.
    [Fact]
    public async Task Referrers_come_in_pages_that_a_client_can_take()
    {
        var (repository, subject) = (await registry.NewRepository(), DigestOf([9]));
        HashSet<string> pushed = [];
        for (var i = 0; i < 5; i++) pushed.Add(await Refer(repository, subject, "application/vnd.large", $$"""{"large":"{{new string((char)('a' + i), 900_000)}}"}"""));
        HashSet<string> found = [];
        var pages = 0;
        for (string? path = $"/v2/{repository}/referrers/{subject}?artifactType=application/vnd.large"; path is not null; pages++)
        {
            var (page, link) = await List(path);
            Assert.NotEmpty(page);
            foreach (var digest in page.Keys) Assert.True(found.Add(digest));
            path = link?[1..link.IndexOf('>', StringComparison.Ordinal)];
        }

        Assert.Equal(pushed.Order(), found.Order());
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task A_deleted_referrer_is_listed_no_more()
    {
        var (repository, subject) = (await registry.NewRepository(), DigestOf([10]));
        var digest = await Refer(repository, subject, "application/vnd.a", "{}");
        (await app.Delete($"/v2/{repository}/manifests/{digest}").Expect(HttpStatusCode.Accepted)).Dispose();
        Assert.Empty((await List($"/v2/{repository}/referrers/{subject}")).Found);
    }

    [Fact]
    public async Task Referrers_of_another_repository_are_not_listed()
    {
        var (one, other, subject) = (await registry.NewRepository(), await registry.NewRepository(), DigestOf([11]));
        await Refer(one, subject, "application/vnd.a", "{}");
        Assert.Empty((await List($"/v2/{other}/referrers/{subject}")).Found);
    }

    private async Task<string> Refer(string repository, string subject, string? artifactType, string annotations)
    {
        var config = await app.PushBlob(repository, Bytes("{}"));
        var type = artifactType is null ? "" : $"\"artifactType\":\"{artifactType}\",";
        return await app.PushManifest(repository, null, $$"""
            {"schemaVersion":2,"mediaType":"{{OciManifest}}",{{type}}"config":{"mediaType":"application/vnd.example.config","digest":"{{config}}","size":2},"layers":[],
             "subject":{"mediaType":"{{OciManifest}}","digest":"{{subject}}","size":2},"annotations":{{annotations}} }
            """, OciManifest);
    }

    private async Task<(Dictionary<string, JsonElement> Found, string? Link)> List(string path)
    {
        using var answer = await app.Get(path).Expect(HttpStatusCode.OK);
        return ((await answer.Json()).GetProperty("manifests").EnumerateArray().ToDictionary(descriptor => descriptor.GetProperty("digest").GetString()!), answer.Header("Link"));
    }
}

using System.Net;
using System.Security.Cryptography;
using Slipway.Registry.Manifests;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.RegistryRequests;

namespace Slipway.Tests.Oci;

/// <summary>"Pushing Manifests" and "Pushing Manifests with Subject": end-7.</summary>
public sealed class ManifestPushTests(RegistryFixture registry) : IClassFixture<RegistryFixture>
{
    private readonly SlipwayApp app = registry.App;

    // "MUST return 201 Created", "MUST have a Location", "Docker-Content-Digest ... MUST match".
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_manifest_that_is_taken_answers_201_with_a_location_that_can_be_pulled(bool isByTag)
    {
        var repository = await registry.NewRepository();
        var manifest = Bytes(await app.PushLayers(repository, 1));
        var digest = DigestOf(manifest);
        using var put = await app.Put($"/v2/{repository}/manifests/{(isByTag ? "v1" : digest)}", manifest, OciManifest).Expect(HttpStatusCode.Created);
        Assert.Equal(digest, put.Header("Docker-Content-Digest"));
        using var pulled = await app.Get(put.Headers.Location!.ToString()).Expect(HttpStatusCode.OK);
        Assert.Equal(manifest, await pulled.Content.ReadAsByteArrayAsync());
        // Pushing the same again is no error: clients retry.
        (await app.Put($"/v2/{repository}/manifests/{(isByTag ? "v1" : digest)}", manifest, OciManifest).Expect(HttpStatusCode.Created)).Dispose();
    }

    [Fact]
    public async Task A_manifest_is_kept_byte_for_byte_with_fields_that_nobody_knows()
    {
        var repository = await registry.NewRepository();
        var manifest = (await app.PushLayers(repository, 2)).Replace("\"schemaVersion\":2", "  \"schemaVersion\" : 2,\n\t\"org.example\":{\"x\":[1,2.50,null]}", StringComparison.Ordinal);
        var digest = await app.PushManifest(repository, "v1", manifest, OciManifest);
        using var pulled = await app.Get($"/v2/{repository}/manifests/{digest}").Expect(HttpStatusCode.OK);
        Assert.Equal(manifest, await pulled.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(MediaType.OciImage)]
    [InlineData(MediaType.DockerImage)]
    public async Task Images_of_both_families_are_taken(string type)
    {
        var repository = await registry.NewRepository();
        var manifest = (await app.PushLayers(repository, 3)).Replace(OciManifest, type, StringComparison.Ordinal);
        await app.PushManifest(repository, "v1", manifest, type);
        using var pulled = await app.Head($"/v2/{repository}/manifests/v1").Expect(HttpStatusCode.OK);
        Assert.Equal(type, pulled.Header("Content-Type"));
    }

    [Theory]
    [InlineData(MediaType.OciIndex)]
    [InlineData(MediaType.DockerList)]
    public async Task Indexes_of_both_families_and_nested_ones_are_taken(string type)
    {
        var repository = await registry.NewRepository();
        var child = await app.PushImage(repository, "child", 4);
        var index = Index(type, child);
        var digest = await app.PushManifest(repository, "all", index, type);
        await app.PushManifest(repository, "more", Index(OciIndex, digest), OciIndex);
        await app.PushManifest(repository, "none", $$"""{"schemaVersion":2,"mediaType":"{{type}}","manifests":[]}""", type);
    }

    // "clients SHOULD NOT set parameters on the Content-Type; registries SHOULD ignore them"
    [Theory]
    [InlineData("application/vnd.example.unheard.of.v3+json")]
    [InlineData("application/vnd.example.unheard.of.v3+json; charset=utf-8; v=1")]
    public async Task An_unknown_media_type_is_taken_and_its_parameters_are_ignored(string type)
    {
        var repository = await registry.NewRepository();
        await app.PushManifest(repository, "v1", """{"anything":["goes"]}""", type);
        using var pulled = await app.Get($"/v2/{repository}/manifests/v1").Expect(HttpStatusCode.OK);
        Assert.Equal("application/vnd.example.unheard.of.v3+json", pulled.Header("Content-Type"));
    }

    [Fact]
    public async Task A_manifest_may_have_a_sha512_digest_and_may_not_have_another_ones()
    {
        var repository = await registry.NewRepository();
        var manifest = Bytes(await app.PushLayers(repository, 5));
        var digest = "sha512:" + Convert.ToHexStringLower(SHA512.HashData(manifest));
        using var put = await app.Put($"/v2/{repository}/manifests/{digest}", manifest, OciManifest).Expect(HttpStatusCode.Created);
        Assert.Equal(digest, put.Header("Docker-Content-Digest"));
        using var pulled = await app.Get($"/v2/{repository}/manifests/{digest}").Expect(HttpStatusCode.OK);
        Assert.Equal(manifest, await pulled.Content.ReadAsByteArrayAsync());

        using var wrong = await app.Put($"/v2/{repository}/manifests/{DigestOf([1])}", manifest, OciManifest);
        await wrong.Refused(HttpStatusCode.BadRequest, "DIGEST_INVALID");
    }

    // "?tag=": the coming revision's way to tag a push by digest, the only one for digests other than sha256.
    [Fact]
    public async Task A_push_by_digest_may_name_tags()
    {
        var repository = await registry.NewRepository();
        var manifest = Bytes(await app.PushLayers(repository, 6));
        using var put = await app.Put($"/v2/{repository}/manifests/{DigestOf(manifest)}?tag=a&tag=b", manifest, OciManifest).Expect(HttpStatusCode.Created);
        Assert.Equal("a, b", put.Header("OCI-Tag"));
        foreach (var tag in (string[])["a", "b"]) (await app.Head($"/v2/{repository}/manifests/{tag}").Expect(HttpStatusCode.OK)).Dispose();
        using var malformed = await app.Put($"/v2/{repository}/manifests/{DigestOf(manifest)}?tag=.a", manifest, OciManifest);
        await malformed.Refused(HttpStatusCode.BadRequest, "TAG_INVALID");
    }

    // "the registry MUST return one or more MANIFEST_BLOB_UNKNOWN errors"
    [Fact]
    public async Task A_manifest_whose_blobs_are_missing_is_refused_with_one_error_each()
    {
        var repository = await registry.NewRepository();
        var (config, layer) = (DigestOf([1]), DigestOf([2]));
        using var put = await app.Put($"/v2/{repository}/manifests/v1", Bytes(Image(config, layer)), OciManifest);
        var body = await put.Content.ReadAsStringAsync();
        var message = await put.Refused(HttpStatusCode.NotFound, "MANIFEST_BLOB_UNKNOWN");
        Assert.EndsWith($"required for pushing image into repository with name '{repository}' in the registry with id '000000000000' don't exist", message, StringComparison.Ordinal);
        Assert.All((string[])[config, layer], digest => Assert.Contains(digest, body, StringComparison.Ordinal));
        (await app.Head($"/v2/{repository}/manifests/v1").Expect(HttpStatusCode.NotFound)).Dispose();
    }

    [Fact]
    public async Task An_index_whose_children_are_missing_is_refused()
    {
        var repository = await registry.NewRepository();
        using var put = await app.Put($"/v2/{repository}/manifests/v1", Bytes(Index(OciIndex, DigestOf([1]))), OciIndex);
        await put.Refused(HttpStatusCode.NotFound, "MANIFEST_BLOB_UNKNOWN");
    }

    [Fact]
    public async Task Blobs_of_another_repository_do_not_count()
    {
        var (one, other) = (await registry.NewRepository(), await registry.NewRepository());
        var manifest = await app.PushLayers(one, 7);
        using var put = await app.Put($"/v2/{other}/manifests/v1", Bytes(manifest), OciManifest);
        await put.Refused(HttpStatusCode.NotFound, "MANIFEST_BLOB_UNKNOWN");
    }

    [Fact]
    public async Task A_layer_that_may_not_be_distributed_may_be_missing()
    {
        var repository = await registry.NewRepository();
        var config = await app.PushBlob(repository, Bytes("{}"));
        var manifest = Image(config, DigestOf([3])).Replace(OciLayer, "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip", StringComparison.Ordinal);
        await app.PushManifest(repository, "v1", manifest, OciManifest);
    }

    // "A registry MUST accept an otherwise valid manifest with a subject field that references a manifest that does not exist"
    [Fact]
    public async Task A_subject_is_answered_with_OCI_Subject_whether_or_not_it_is_there()
    {
        var repository = await registry.NewRepository();
        var config = await app.PushBlob(repository, Bytes("{}"));
        var subject = DigestOf([9, 9]);
        var manifest = $$"""
            {"schemaVersion":2,"mediaType":"{{OciManifest}}","config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"{{config}}","size":2},"layers":[],
             "subject":{"mediaType":"{{OciManifest}}","digest":"{{subject}}","size":2} }
            """;
        using var put = await app.Put($"/v2/{repository}/manifests/{DigestOf(Bytes(manifest))}", Bytes(manifest), OciManifest).Expect(HttpStatusCode.Created);
        Assert.Equal(subject, put.Header("OCI-Subject"));
        using var plain = await app.Put($"/v2/{repository}/manifests/v1", Bytes(await app.PushLayers(repository, 8)), OciManifest).Expect(HttpStatusCode.Created);
        Assert.Null(plain.Header("OCI-Subject"));
    }

    // "registries SHOULD support manifests of at least 4 MiB", and "413 Payload Too Large" beyond the limit.
    [Fact]
    public async Task A_manifest_of_4_MiB_is_taken_and_a_larger_one_is_refused()
    {
        var repository = await registry.NewRepository();
        var head = """{"mediaType":"application/vnd.example+json","x":" """;
        var largest = head + new string('x', ManifestDocument.MaxBytes - head.Length - 2) + "\"}";
        await app.PushManifest(repository, "large", largest, "application/vnd.example+json");
        using var pulled = await app.Get($"/v2/{repository}/manifests/large").Expect(HttpStatusCode.OK);
        Assert.Equal(ManifestDocument.MaxBytes, (await pulled.Content.ReadAsByteArrayAsync()).Length);

        using var announced = await app.Put($"/v2/{repository}/manifests/larger", Bytes(largest + " "), "application/vnd.example+json");
        await announced.Refused(HttpStatusCode.RequestEntityTooLarge, "MANIFEST_INVALID");
        var chunked = new HttpRequestMessage(HttpMethod.Put, $"/v2/{repository}/manifests/larger") { Content = new StreamContent(new MemoryStream(Bytes(largest + new string(' ', 1_000_000)))) };
        chunked.Headers.TransferEncodingChunked = true;
        using var streamed = await app.Registry(chunked);
        await streamed.Refused(HttpStatusCode.RequestEntityTooLarge, "MANIFEST_INVALID");
    }

    [Theory]
    [InlineData("not json", OciManifest, 405, "UNSUPPORTED")]
    [InlineData("", OciManifest, 405, "UNSUPPORTED")]
    [InlineData("{\"a\":1,\"a\":2}", OciManifest, 405, "UNSUPPORTED")]
    [InlineData("{\"schemaVersion\":1}", "application/vnd.docker.distribution.manifest.v1+prettyjws", 405, "UNSUPPORTED")]
    [InlineData("{\"schemaVersion\":2}", OciManifest, 400, "MANIFEST_INVALID")]
    [InlineData("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\"}", OciManifest, 400, "MANIFEST_INVALID")]
    [InlineData("{}", "text/html", 400, "MANIFEST_INVALID")]
    [InlineData("{}", "application/json", 400, "MANIFEST_INVALID")]
    public async Task What_is_no_manifest_is_refused(string manifest, string type, int status, string code)
    {
        var repository = await registry.NewRepository();
        using var put = await app.Put($"/v2/{repository}/manifests/v1", Bytes(manifest), type);
        var message = await put.Refused((HttpStatusCode)status, code);
        if (manifest == "not json") Assert.Equal("Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'", message);
    }

    [Theory]
    [InlineData(".starts-with-a-dot")]
    [InlineData("-starts-with-a-dash")]
    [InlineData("has%20space")]
    public async Task A_malformed_tag_is_refused(string tag)
    {
        var repository = await registry.NewRepository();
        using var put = await app.Put($"/v2/{repository}/manifests/{tag}", Bytes("{}"), OciManifest);
        await put.Refused(HttpStatusCode.BadRequest, "TAG_INVALID");
    }

    [Fact]
    public async Task A_tag_moves_unless_its_repository_is_immutable()
    {
        var repository = await registry.NewRepository();
        var first = await app.PushImage(repository, "v1", 10);
        var second = await app.PushImage(repository, "v1", 11);
        using (var moved = await app.Head($"/v2/{repository}/manifests/v1").Expect(HttpStatusCode.OK)) Assert.Equal(second, moved.Header("Docker-Content-Digest"));
        (await app.Head($"/v2/{repository}/manifests/{first}").Expect(HttpStatusCode.OK)).Dispose();

        (await app.Ecr("PutImageTagMutability", $$"""
            {"repositoryName":"{{repository}}","imageTagMutability":"IMMUTABLE_WITH_EXCLUSION","imageTagMutabilityExclusionFilters":[{"filterType":"WILDCARD","filter":"dev*"}]}
            """)).Expect(HttpStatusCode.OK);
        var third = await app.PushLayers(repository, 12);
        using var refused = await app.Put($"/v2/{repository}/manifests/v1", Bytes(third), OciManifest);
        Assert.Equal(
            $"The image tag 'v1' already exists in the '{repository}' repository and cannot be overwritten because the repository is immutable.",
            await refused.Refused(HttpStatusCode.BadRequest, "TAG_INVALID"));
        using (var stayed = await app.Head($"/v2/{repository}/manifests/v1").Expect(HttpStatusCode.OK)) Assert.Equal(second, stayed.Header("Docker-Content-Digest"));

        // The same image again is no move, and what is excluded moves.
        await app.PushImage(repository, "v1", 11);
        await app.PushImage(repository, "dev-1", 10);
        await app.PushImage(repository, "dev-1", 11);
    }

    private static string Image(string config, string layer) => $$"""
        {"schemaVersion":2,"mediaType":"{{OciManifest}}","config":{"mediaType":"{{OciConfig}}","digest":"{{config}}","size":2},"layers":[{"mediaType":"{{OciLayer}}","digest":"{{layer}}","size":1}]}
        """;

    private static string Index(string type, string child) =>
        $$"""{"schemaVersion":2,"mediaType":"{{type}}","manifests":[{"mediaType":"{{(type == OciIndex ? OciManifest : DockerManifest)}}","digest":"{{child}}","size":1}]}""";
}

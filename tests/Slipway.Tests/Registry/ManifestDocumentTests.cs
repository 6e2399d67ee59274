using System.Runtime.ExceptionServices;
using System.Text;
using Slipway.Registry;
using Slipway.Registry.Manifests;

namespace Slipway.Tests.Registry;

public sealed class ManifestDocumentTests
{
    private static readonly string A = $"sha256:{new string('a', 64)}", B = $"sha256:{new string('b', 64)}", C = $"sha512:{new string('c', 128)}";

    [Fact]
    public void An_image_names_its_config_and_its_layers()
    {
        var document = Read($$"""
            {"schemaVersion":2,"mediaType":"{{MediaType.OciImage}}",
             "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{A}}","size":10},
             "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"{{B}}","size":20},
                       {"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"{{C}}","size":30}],
             "annotations":{"k":"v"} }
            """);
        Assert.Equal((ManifestKind.Image, MediaType.OciImage, 60L), (document.Kind, document.MediaType, document.SizeInBytes));
        Assert.Equal([A, B, C], document.Blobs.Select(blob => blob.Digest.ToString()));
        Assert.All(document.Blobs, blob => Assert.True(blob.IsRequired));
        Assert.Equal("application/vnd.oci.image.config.v1+json", document.ConfigMediaType);
        // "Listing Referrers": the config's media type stands in for an absent artifactType.
        Assert.Equal(document.ConfigMediaType, document.ArtifactType);
        Assert.Equal("v", document.Annotations["k"]);
        Assert.Null(document.Subject);
    }

    [Theory]
    [InlineData("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip")]
    [InlineData("application/vnd.oci.image.layer.nondistributable.v1.tar")]
    [InlineData("application/vnd.oci.image.layer.nondistributable.v1.tar+zstd")]
    public void A_layer_that_may_not_be_distributed_need_not_be_there(string type)
    {
        var document = Read($$"""
            {"schemaVersion":2,"mediaType":"{{MediaType.DockerImage}}","config":{"digest":"{{A}}","size":1},
             "layers":[{"mediaType":"{{type}}","digest":"{{B}}","size":20,"urls":["https://example.com/"]}]}
            """);
        Assert.Equal([true, false], document.Blobs.Select(blob => blob.IsRequired));
    }

    [Fact]
    public void An_index_names_its_children_and_the_blobs_that_BuildKit_lists_among_them()
    {
        var document = Read($$"""
            {"schemaVersion":2,"mediaType":"{{MediaType.OciIndex}}","artifactType":"application/x","manifests":[
              {"mediaType":"{{MediaType.OciImage}}","digest":"{{A}}","size":1,"platform":{"os":"linux","features":["sse4"]} },
              {"mediaType":"{{MediaType.OciIndex}}","digest":"{{C}}","size":1},
              {"mediaType":"application/vnd.buildkit.cacheconfig.v0","digest":"{{B}}","size":1}]}
            """);
        Assert.Equal(ManifestKind.Index, document.Kind);
        Assert.Equal([A, C], document.Children.Select(child => child.ToString()));
        Assert.Equal([B], document.Blobs.Select(blob => blob.Digest.ToString()));
        Assert.Equal(("application/x", null, 0L), (document.ArtifactType, document.ConfigMediaType, document.SizeInBytes));
    }

    [Theory]
    [InlineData("""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}""")]
    [InlineData("""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":null,"annotations":null,"subject":null}""")]
    [InlineData("""{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.list.v2+json"}""")]
    public void An_index_may_be_empty(string manifest) => Assert.Empty(Read(manifest).Children);

    [Fact]
    public void A_subject_and_an_artifact_type_are_read()
    {
        var document = Read($$"""
            {"schemaVersion":2,"mediaType":"{{MediaType.OciImage}}","artifactType":"application/vnd.sbom",
             "config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"{{A}}","size":2},"layers":[],
             "subject":{"mediaType":"{{MediaType.OciImage}}","digest":"{{B}}","size":7} }
            """);
        Assert.Equal(("application/vnd.sbom", B), (document.ArtifactType, document.Subject.ToString()));
    }

    [Fact]
    public void An_unknown_kind_is_kept_and_holds_what_looks_like_blobs()
    {
        var document = Read($$"""{"mediaType":"application/vnd.example+json","config":7,"layers":[{"digest":"{{A}}","size":1},{"digest":"x"},3],"subject":[]}""");
        Assert.Equal(ManifestKind.Unknown, document.Kind);
        var blob = Assert.Single(document.Blobs);
        Assert.Equal((A, false), (blob.Digest.ToString(), blob.IsRequired));
    }

    [Theory]
    [InlineData("application/vnd.example.thing.v1+json; charset=utf-8", "application/vnd.example.thing.v1+json")]
    [InlineData(" application/vnd.example.thing.v1+json ;a=b;c=d", "application/vnd.example.thing.v1+json")]
    public void Parameters_of_the_media_type_are_ignored(string contentType, string mediaType)
    {
        Assert.True(ManifestDocument.TryParse("{}"u8.ToArray(), contentType, out var document, out _));
        Assert.Equal(mediaType, document.MediaType);
    }

    [Fact]
    public void A_generic_content_type_leaves_the_word_to_the_manifest()
    {
        var manifest = Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"mediaType":"{{MediaType.OciIndex}}"}""");
        Assert.True(ManifestDocument.TryParse(manifest, "application/json", out var document, out _));
        Assert.Equal(MediaType.OciIndex, document.MediaType);
    }

    [Theory]
    [InlineData("", ManifestFault.Syntax)]
    [InlineData("null", ManifestFault.Syntax)]
    [InlineData("[]", ManifestFault.Syntax)]
    [InlineData("{", ManifestFault.Syntax)]
    [InlineData("{} {}", ManifestFault.Syntax)]
    [InlineData("""{"a":1,"a":2}""", ManifestFault.Syntax)]
    [InlineData("""{"mediaType":"\ud800"}""", ManifestFault.Syntax)]
    [InlineData("""{"x":{"a":1,"a":2},"mediaType":"application/vnd.oci.image.index.v1+json","schemaVersion":2}""", ManifestFault.Syntax)]
    [InlineData("{}", ManifestFault.MediaTypeMissing)]
    [InlineData("""{"mediaType":""}""", ManifestFault.MediaTypeMissing)]
    [InlineData("""{"mediaType":7}""", ManifestFault.Invalid)]
    [InlineData("""{"mediaType":"nonsense"}""", ManifestFault.Invalid)]
    [InlineData("""{"mediaType":"text/html"}""", ManifestFault.Invalid)]
    [InlineData("""{"mediaType":"application/a\r\nSet-Cookie: x"}""", ManifestFault.Invalid)]
    [InlineData("""{"mediaType":"application/vnd.oci.image.index.v1+json"}""", ManifestFault.Invalid)]
    [InlineData("""{"mediaType":"application/vnd.oci.image.index.v1+json","schemaVersion":"2"}""", ManifestFault.Invalid)]
    [InlineData("""{"mediaType":"application/vnd.oci.image.index.v1+json","schemaVersion":1e99}""", ManifestFault.Invalid)]
    [InlineData("""{"mediaType":"application/vnd.oci.image.index.v1+json","schemaVersion":2,"manifests":{}}""", ManifestFault.Invalid)]
    [InlineData("""{"mediaType":"application/vnd.oci.image.index.v1+json","schemaVersion":2,"manifests":[1]}""", ManifestFault.Invalid)]
    [InlineData("""{"mediaType":"application/vnd.oci.image.index.v1+json","schemaVersion":2,"manifests":[{"digest":"sha256:x","size":1}]}""", ManifestFault.Invalid)]
    [InlineData("""{"mediaType":"application/vnd.oci.image.index.v1+json","schemaVersion":2,"annotations":{"a":1}}""", ManifestFault.Invalid)]
    [InlineData("""{"mediaType":"application/vnd.oci.image.manifest.v1+json","schemaVersion":2,"layers":[]}""", ManifestFault.Invalid)]
    [InlineData("""{"mediaType":"application/vnd.docker.distribution.manifest.v1+prettyjws","schemaVersion":1}""", ManifestFault.Unsupported)]
    [InlineData("""{"schemaVersion":1,"fsLayers":[]}""", ManifestFault.Unsupported)]
    public void What_is_no_manifest_is_refused(string content, object fault)
    {
        Assert.False(ManifestDocument.TryParse(Encoding.UTF8.GetBytes(content), null, out _, out var refusal));
        Assert.Equal(fault, refusal.Fault);
    }

    [Fact]
    public void A_size_that_is_negative_is_refused_and_sizes_never_overflow()
    {
        Assert.False(ManifestDocument.TryParse(Encoding.UTF8.GetBytes(Image(-1, 1)), null, out _, out var refusal));
        Assert.Contains("config.size", refusal.Reason, StringComparison.Ordinal);
        Assert.Equal(long.MaxValue, Read(Image(long.MaxValue, long.MaxValue)).SizeInBytes);
    }

    [Fact]
    public void A_media_type_other_than_the_stated_one_is_refused()
    {
        var manifest = Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"mediaType":"{{MediaType.OciIndex}}"}""");
        Assert.False(ManifestDocument.TryParse(manifest, MediaType.OciImage, out _, out var refusal));
        Assert.Equal(ManifestFault.Invalid, refusal.Fault);
    }

    [Fact]
    public void Nesting_and_size_are_bounded()
    {
        var deep = "{\"mediaType\":\"application/x\",\"a\":" + new string('[', 5000) + new string(']', 5000) + "}";
        Assert.False(ManifestDocument.TryParse(Encoding.UTF8.GetBytes(deep), null, out _, out var refusal));
        Assert.Equal(ManifestFault.Syntax, refusal.Fault);

        var large = Encoding.UTF8.GetBytes($$"""{"mediaType":"application/x","a":"{{new string('x', ManifestDocument.MaxBytes)}}"}""");
        Assert.False(ManifestDocument.TryParse(large, null, out _, out refusal));
        Assert.Equal(ManifestFault.TooLarge, refusal.Fault);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused()
    {
        byte[] content = [.. "{\"mediaType\":\"application/x\",\"a\":\""u8, 0xff, 0xfe, .. "\"}"u8];
        Assert.False(ManifestDocument.TryParse(content, null, out _, out var refusal));
        Assert.Equal(ManifestFault.Syntax, refusal.Fault);
    }

    [Fact]
    public void A_million_things_that_are_no_blobs_are_passed_over_without_an_exception_each()
    {
        var items = string.Join(',', Enumerable.Repeat("{},1", 100_000));
        var (thread, thrown) = (Environment.CurrentManagedThreadId, 0);
        void Count(object? sender, FirstChanceExceptionEventArgs fault) => thrown += Environment.CurrentManagedThreadId == thread ? 1 : 0;
        AppDomain.CurrentDomain.FirstChanceException += Count;
        var document = Read($$"""{"mediaType":"application/x","layers":[{{items}},{"digest":"{{A}}","size":1}],"blobs":[{{items}},{"digest":"{{B}}","size":1}]}""");
        AppDomain.CurrentDomain.FirstChanceException -= Count;
        Assert.Equal([A, B], document.Blobs.Select(blob => blob.Digest.ToString()));
        Assert.Equal(0, thrown);
    }

    private static string Image(long config, long layer) => $$"""
        {"schemaVersion":2,"mediaType":"{{MediaType.OciImage}}","config":{"digest":"{{A}}","size":{{config}}},"layers":[{"digest":"{{B}}","size":{{layer}}}]}
        """;

    private static ManifestDocument Read(string manifest)
    {
        Assert.True(ManifestDocument.TryParse(Encoding.UTF8.GetBytes(manifest), null, out var document, out var refusal), refusal?.Reason);
        return document;
    }
}

using FsCheck;
using FsCheck.Fluent;
using Slipway.Oci;
using Slipway.Registry;

namespace Slipway.Tests.Oci;

public sealed class OciPathTests
{
    [Theory]
    [InlineData("/v2/", "Base", "", "")]
    [InlineData("/v2", "Base", "", "")]
    [InlineData("/v2/?x=/a/tags/list", "Base", "", "")]
    [InlineData("http://example.com/v2/", "Base", "", "")]
    [InlineData("/v2/_catalog", "Catalog", "", "")]
    [InlineData("/v2/_catalog?n=5", "Catalog", "", "")]
    [InlineData("/v2/a/tags/list", "Tags", "a", "")]
    [InlineData("/v2/a/b/c/manifests/latest", "Manifest", "a/b/c", "latest")]
    [InlineData("/v2/a/manifests/sha256%3Aabc", "Manifest", "a", "sha256:abc")]
    [InlineData("/v2/a/blobs/sha256:abc", "Blob", "a", "sha256:abc")]
    [InlineData("/v2/a/blobs/uploads/", "Uploads", "a", "")]
    [InlineData("/v2/a/blobs/uploads", "Uploads", "a", "")]
    [InlineData("/v2/a/b/blobs/uploads/123?digest=x", "Upload", "a/b", "123")]
    [InlineData("/v2/a/referrers/sha256:abc", "Referrers", "a", "sha256:abc")]
    // Names may contain the words of the paths.
    [InlineData("/v2/manifests/manifests/manifests", "Manifest", "manifests", "manifests")]
    [InlineData("/v2/a/tags/manifests/list", "Manifest", "a/tags", "list")]
    [InlineData("/v2/a/manifests/tags/list", "Tags", "a/manifests", "")]
    [InlineData("/v2/a/blobs/uploads/tags/list", "Tags", "a/blobs/uploads", "")]
    [InlineData("/v2/a/blobs/uploads/blobs/x", "Blob", "a/blobs/uploads", "x")]
    // Nothing.
    [InlineData("/v2//", "Unknown", "", "")]
    [InlineData("/v2/tags/list", "Unknown", "", "")]
    [InlineData("/v2/manifests/x", "Unknown", "", "")]
    [InlineData("/v2/blobs/uploads/", "Unknown", "", "")]
    [InlineData("/v2/a/manifests/", "Unknown", "", "")]
    [InlineData("/v2/a/tags/list/", "Unknown", "", "")]
    [InlineData("/v2/a/nothing/x", "Unknown", "", "")]
    [InlineData("/v2/_catalog/", "Unknown", "", "")]
    [InlineData("/v3/a/tags/list", "Unknown", "", "")]
    [InlineData("/x/../v2/a/tags/list", "Unknown", "", "")]
    [InlineData("*", "Unknown", "", "")]
    [InlineData("", "Unknown", "", "")]
    public void A_path_is_taken_apart_from_its_end(string target, string noun, string name, string reference)
    {
        var path = OciPath.Parse(target);
        Assert.Equal((noun, name, reference), (path.Noun.ToString(), path.Name ?? "", path.Reference ?? ""));
    }

    [Theory]
    [InlineData("/v2/../etc/manifests/x")]
    [InlineData("/v2/a/../b/manifests/x")]
    [InlineData("/v2/a/./b/manifests/x")]
    [InlineData("/v2/a%2fb/manifests/x")]
    [InlineData("/v2/a%2Fb/manifests/x")]
    [InlineData("/v2/%2e%2e/manifests/x")]
    [InlineData("/v2/a/%252e%252e/manifests/x")]
    [InlineData("/v2/a%252fb/manifests/x")]
    [InlineData("/v2/a//b/manifests/x")]
    [InlineData("/v2/A/manifests/x")]
    [InlineData("/v2/a%00/manifests/x")]
    [InlineData("/v2/a%/manifests/x")]
    [InlineData("/v2/a%zz/manifests/x")]
    [InlineData("/v2/a\\b/manifests/x")]
    public void A_hostile_name_is_no_name(string target) => Assert.False(OciPath.Parse(target).TryGetRepository(out _));

    [Fact]
    public void A_name_that_is_too_long_is_no_name() =>
        Assert.False(OciPath.Parse($"/v2/{new string('a', 257)}/manifests/x").TryGetRepository(out _));

    [Fact]
    public void Any_target_is_read_without_a_fault_and_every_name_comes_from_it_as_it_stands()
    {
        var pieces = Gen.Elements("/", "v2", "a", "b-c", "blobs", "uploads", "manifests", "tags", "list", "referrers", "_catalog", "%2f", "%2e", "%25", "%", "..", "?", "#", ":", "://", "é", "\0", "sha256:");
        Prop.ForAll(pieces.ListOf().Select(parts => "/v2/" + string.Concat(parts)).ToArbitrary(), target =>
        {
            var path = OciPath.Parse(target);
            return path.Noun is OciNoun.Unknown or OciNoun.Base or OciNoun.Catalog
                || !path.TryGetRepository(out var name)
                || target.StartsWith($"/v2/{name}/", StringComparison.Ordinal)
                || target.Contains('%', StringComparison.Ordinal);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
        Prop.ForAll<string>(target => OciPath.Parse(target ?? "").Noun >= OciNoun.Unknown).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_name_and_a_tag_that_go_in_come_out()
    {
        var parts = Gen.Elements("a", "b1", "c.d", "e_f", "g__h", "i--j", "blobs", "uploads", "manifests", "tags", "list", "referrers");
        Prop.ForAll(parts.NonEmptyListOf().Select(list => string.Join('/', list)).Where(text => RepositoryName.TryParse(text, out _)).ToArbitrary(), name =>
            OciPath.Parse($"/v2/{name}/manifests/t") == new OciPath(OciNoun.Manifest, name, "t")
            && OciPath.Parse($"/v2/{name}/blobs/sha256:0") == new OciPath(OciNoun.Blob, name, "sha256:0")
            && OciPath.Parse($"/v2/{name}/blobs/uploads/") == new OciPath(OciNoun.Uploads, name, "")
            && OciPath.Parse($"/v2/{name}/tags/list") == new OciPath(OciNoun.Tags, name, ""))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }
}

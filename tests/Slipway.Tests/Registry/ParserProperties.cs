using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Slipway.Registry;
using Slipway.Registry.Manifests;

namespace Slipway.Tests.Registry;

/// <summary>What holds for any text that a stranger may send.</summary>
public sealed class ParserProperties
{
    // Text near the grammars: random strings alone would hardly ever get past the first character.
    private static readonly Arbitrary<string> NearText = Gen.Elements("a", "Z", "0", "9", "f", ".", "_", "__", "-", "--", "/", ":", "sha256:", "sha512:", "%", "\n", "\0", "é", " ", new string('a', 64), new string('0', 128))
        .ListOf().Select(parts => string.Concat(parts)).ToArbitrary();

    [Fact]
    public void A_digest_that_is_read_prints_as_it_was() => Holds(text =>
        !Digest.TryParse(text, out var digest) || (digest.ToString() == text && (digest.Algorithm is DigestAlgorithm.Sha256 ? 64 : 128) == digest.Hex.Length));

    [Fact]
    public void Every_hash_is_a_digest_of_its_own() => Prop.ForAll<byte[]>(content =>
    {
        var digest = Digest.Of(DigestAlgorithm.Sha512, content);
        return Digest.TryParse(digest.ToString(), out var again) && again == digest && digest != Digest.Of(DigestAlgorithm.Sha256, content);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_tag_that_is_read_is_safe_in_a_path_and_a_header() => Holds(text =>
        !ImageTag.TryParse(text, out var tag) || (tag.ToString() == text && text.Length is >= 1 and <= 128 && text.All(c => char.IsAsciiLetterOrDigit(c) || "._-".Contains(c))));

    [Fact]
    public void A_repository_name_that_is_read_has_no_empty_part_and_no_way_up() => Holds(text =>
        !RepositoryName.TryParse(text, out var name) || (name.ToString() == text && text.Length is >= 2 and <= 256
            && text.Split('/').All(part => part.Length > 0 && part != "." && part != ".." && char.IsAsciiLetterOrDigit(part[0]) && char.IsAsciiLetterOrDigit(part[^1]))));

    [Fact]
    public void A_reference_is_a_digest_or_a_tag_and_never_both() => Holds(text =>
        !Reference.TryParse(text, out var reference) || (reference.ToString() == text && reference.Digest is null != reference.Tag is null));

    [Fact]
    public void A_manifest_of_any_bytes_is_read_or_refused() => Prop.ForAll<byte[], string>((content, contentType) =>
    {
        var ok = ManifestDocument.TryParse(content, contentType, out var document, out var refusal);
        return ok ? document is not null : refusal is { Reason.Length: > 0 };
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_manifest_of_any_shape_is_read_or_refused()
    {
        var keys = Gen.Elements("schemaVersion", "mediaType", "config", "layers", "manifests", "blobs", "subject", "annotations", "artifactType", "digest", "size", "urls");
        var leaves = Gen.OneOf(
            Gen.Elements("null", "true", "0", "2", "-1", "1e400", "9223372036854775808", "\"\"", "\"\\ud800\"", "\"x\""),
            Gen.Elements(MediaType.OciImage, MediaType.OciIndex, MediaType.OciArtifact, "application/x", $"sha256:{new string('a', 64)}").Select(text => JsonSerializer.Serialize(text)));
        var manifests = Gen.Sized(size => Node(Math.Min(size, 6)));
        Prop.ForAll(manifests.ToArbitrary(), Gen.Elements(null, MediaType.OciImage, MediaType.OciIndex, "application/y;z=1").ToArbitrary(), (manifest, contentType) =>
        {
            var ok = ManifestDocument.TryParse(Encoding.UTF8.GetBytes(manifest), contentType, out var document, out var refusal);
            return ok ? document!.SizeInBytes >= 0 && document.Blobs.Distinct().Count() == document.Blobs.Count : refusal is not null;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

        Gen<string> Node(int depth) => depth == 0 ? leaves : Gen.OneOf(
            leaves,
            Gen.Two(Node(depth - 1)).Select(pair => $"[{pair.Item1},{pair.Item2}]"),
            Gen.Zip(keys, Node(depth - 1)).ListOf().Select(members => "{" + string.Join(',', members.Select(member => $"\"{member.Item1}\":{member.Item2}")) + "}"));
    }

    private static void Holds(Func<string, bool> property)
    {
        Prop.ForAll(NearText, property).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
        Prop.ForAll<string>(text => property(text ?? "")).QuickCheckThrowOnFailure();
    }
}

using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Images;

public sealed class PutImageTests : IAsyncDisposable
{
    private const string Name = "team/web", Within = "in the repository with name 'team/web' in registry with id '000000000000'";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_answer_is_the_image_with_its_manifest_byte_for_byte()
    {
        var manifest = await GivenAsync(1) + "\n  ";
        var answer = (await app.PutImage(Name, manifest, "v1")).Expect(HttpStatusCode.OK);
        Assert.Equal(manifest, answer["image.imageManifest"].GetString());
        Assert.Equal(Manifests.DigestOf(manifest), answer["image.imageId.imageDigest"].GetString());
        Golden.Matches(answer.Body, "tagged");
        using var pulled = await app.Get("/v2/team/web/manifests/v1");
        Assert.Equal(manifest, await pulled.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_a_tag_it_is_untagged()
    {
        var manifest = await GivenAsync(1);
        var answer = (await app.PutImage(Name, manifest, null)).Expect(HttpStatusCode.OK);
        Assert.False(answer["image.imageId"].TryGetProperty("imageTag", out _));
    }

    [Fact]
    public async Task What_changes_nothing_is_refused()
    {
        var manifest = await GivenAsync(1);
        var digest = Manifests.DigestOf(manifest);
        await app.PutImage(Name, manifest, "v1");
        (await app.PutImage(Name, manifest, "v1")).IsRefused("ImageAlreadyExistsException", $"Image with digest '{digest}' and tag 'v1' already exists {Within}");
        (await app.PutImage(Name, manifest, null)).IsRefused("ImageAlreadyExistsException", $"Image with digest '{digest}' and tag 'null' already exists {Within}");
    }

    [Fact]
    public async Task A_new_tag_is_added_and_an_old_one_moves()
    {
        var (one, two) = (await GivenAsync(1), await app.PushLayers(Name, seed: 2));
        (await app.PutImage(Name, one, "v1")).Expect(HttpStatusCode.OK);
        (await app.PutImage(Name, one, "latest")).Expect(HttpStatusCode.OK);
        (await app.PutImage(Name, two, "latest")).Expect(HttpStatusCode.OK);
        var images = await app.Ecr("DescribeImages", """{"repositoryName":"team/web","imageIds":[{"imageTag":"v1"},{"imageTag":"latest"}]}""");
        Assert.Equal([Manifests.DigestOf(one), Manifests.DigestOf(two)], images["imageDetails"].EnumerateArray().Select(image => image.GetProperty("imageDigest").GetString()));
    }

    [Fact]
    public async Task An_immutable_tag_stays_where_it_is()
    {
        var (one, two) = (await GivenAsync(1), await app.PushLayers(Name, seed: 2));
        await app.Ecr("PutImageTagMutability", """{"repositoryName":"team/web","imageTagMutability":"IMMUTABLE"}""");
        await app.PutImage(Name, one, "v1");
        (await app.PutImage(Name, two, "v1")).IsRefused(
            "ImageTagAlreadyExistsException", "The image tag 'v1' already exists in the 'team/web' repository and cannot be overwritten because the repository is immutable.");
        Assert.Equal("ImageAlreadyExistsException", (await app.PutImage(Name, one, "v1")).Error);
        (await app.PutImage(Name, one, "v2")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_digest_that_is_stated_must_be_the_manifests()
    {
        var manifest = await GivenAsync(1);
        var wrong = RegistryRequests.DigestOf([1]);
        (await PutAsync(manifest, ("imageDigest", wrong))).IsRefused(
            "ImageDigestDoesNotMatchException",
            $"The specified image digest '{wrong}' does not match the digest '{Manifests.DigestOf(manifest)}' that was calculated for the image");
        (await PutAsync(manifest, ("imageDigest", "nonsense"))).IsInvalid("imageDigest", "Member must satisfy regular expression pattern: [a-zA-Z0-9-_+.]+:[a-fA-F0-9]+");
        (await PutAsync(manifest, ("imageDigest", Manifests.DigestOf(manifest)))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Layers_that_are_missing_are_named()
    {
        await app.CreateRepository(Name);
        var (config, layer) = (RegistryRequests.DigestOf([1]), RegistryRequests.DigestOf([2]));
        var answer = await app.PutImage(Name, Manifests.Image(config, layer), "v1");
        Assert.Equal("LayersNotFoundException", answer.Error);
        Assert.Matches(
            @"^Layers with digests '\[sha256:[0-9a-f]{64}, sha256:[0-9a-f]{64}\]' required for pushing image into repository with name 'team/web' in the registry with id '000000000000' don't exist$",
            answer.Message);
        Assert.Contains(config, answer.Message, StringComparison.Ordinal);
        Assert.Contains(layer, answer.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await app.Ecr("ListImages", """{"repositoryName":"team/web"}"""))["imageIds"].GetArrayLength());
    }

    [Fact]
    public async Task Children_that_are_missing_are_named()
    {
        await app.CreateRepository(Name);
        var child = RegistryRequests.DigestOf([1]);
        (await app.PutImage(Name, Manifests.Index((child, 1)), "v1")).IsRefused(
            "ReferencedImagesNotFoundException",
            $"Images with digests '[{child}]' required for pushing image into repository with name 'team/web' in the registry with id '000000000000' don't exist");
    }

    [Fact]
    public async Task A_manifest_must_say_what_it_is_or_be_told()
    {
        var plain = (await GivenAsync(1)).Replace($"\"mediaType\":\"{RegistryRequests.OciManifest}\",", "", StringComparison.Ordinal);
        (await app.PutImage(Name, plain, "v1")).IsInvalid("imageManifestMediaType", "image manifest mediatype not provided in manifest or parameter");
        var told = await PutAsync(plain, ("imageManifestMediaType", RegistryRequests.OciManifest));
        Assert.Equal(RegistryRequests.OciManifest, told.Expect(HttpStatusCode.OK)["image.imageManifestMediaType"].GetString());
        Assert.Equal("InvalidParameterException", (await PutAsync(await app.PushLayers(Name, seed: 2), ("imageManifestMediaType", RegistryRequests.DockerManifest))).Error);
    }

    [Fact]
    public async Task What_is_no_manifest_is_refused()
    {
        await app.CreateRepository(Name);
        foreach (var text in (string[])["not json", "[]", "{\"a\":1,\"a\":2}", "\"text\"", "{", string.Concat(Enumerable.Repeat("[", 10_000))])
            (await app.PutImage(Name, text, "v1")).IsInvalid("ImageManifest", "Invalid JSON syntax");
        (await app.PutImage(Name, "", "v1")).IsInvalid("imageManifest", "Member must have length greater than or equal to 1");
        (await app.PutImage(Name, new string(' ', 4_194_305), "v1")).IsInvalid("imageManifest", "Member must have length less than or equal to 4194304");
    }

    [Fact]
    public async Task A_tag_is_one_that_registry_clients_can_name()
    {
        var manifest = await GivenAsync(1);
        foreach (var tag in (string[])["with space", "-v1", ".v1", "a/b", "a:b", new string('a', 129)])
            (await app.PutImage(Name, manifest, tag)).IsInvalid("imageTag", "Member must satisfy regular expression pattern: [a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");
        (await app.PutImage(Name, manifest, "")).IsInvalid("imageTag", "Member must have length greater than or equal to 1");
        (await app.PutImage(Name, manifest, new string('a', 301))).IsInvalid("imageTag", "Member must have length less than or equal to 300");
        (await app.PutImage(Name, manifest, new string('a', 128))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_missing_repository_is_missed() => (await app.PutImage("none", "{}", "v1")).IsRefused(
        "RepositoryNotFoundException", "The repository with name 'none' does not exist in the registry with id '000000000000'");

    [Fact]
    public async Task Of_many_at_once_to_one_tag_one_remains_and_all_are_there()
    {
        await app.CreateRepository(Name);
        var manifests = await Task.WhenAll(Enumerable.Range(1, 8).Select(seed => app.PushLayers(Name, seed)));
        var answers = await Task.WhenAll(manifests.Select(manifest => app.PutImage(Name, manifest, "latest")));
        Assert.All(answers, answer => answer.Expect(HttpStatusCode.OK));
        var listed = await app.Ecr("ListImages", """{"repositoryName":"team/web"}""");
        Assert.Equal(8, listed["imageIds"].GetArrayLength());
        Assert.Single(listed["imageIds"].EnumerateArray(), id => id.TryGetProperty("imageTag", out _));
    }

    [Fact]
    public async Task Half_a_surrogate_pair_is_no_text()
    {
        await app.CreateRepository(Name);
        Assert.Equal("SerializationException", (await app.Ecr("PutImage", """{"repositoryName":"team/web","imageManifest":"\ud800"}""")).Error);
    }

    private async Task<string> GivenAsync(int seed)
    {
        await app.CreateRepository(Name);
        return await app.PushLayers(Name, seed);
    }

    private Task<AwsAnswer> PutAsync(string manifest, (string Member, string Value) more) => app.Ecr(
        "PutImage", JsonSerializer.Serialize(new Dictionary<string, string> { ["repositoryName"] = Name, ["imageManifest"] = manifest, [more.Member] = more.Value }));
}

using System.Text;
using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>Every operation of ECR's image part, as a user types it.</summary>
public sealed class AwsCliTests
{
    private readonly ServerProgram server;
    private readonly AwsCli aws;

    public AwsCliTests(SharedServer shared)
    {
        Tool.Require("aws");
        server = shared.Program;
        aws = new(server);
    }

    [Fact]
    public async Task Who_am_I()
    {
        var identity = (await aws.RunAsync("sts", "get-caller-identity")).Succeeds().Json;
        Assert.Equal("arn:aws:iam::000000000000:user/admin", identity.GetProperty("Arn").GetString());
        Assert.Equal("000000000000", identity.GetProperty("Account").GetString());
        Assert.StartsWith("AIDA", identity.GetProperty("UserId").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repositories_are_made_described_tagged_and_deleted()
    {
        var made = (await aws.Ecr("create-repository", "--repository-name", "cli/one", "--tags", "Key=team,Value=red")).GetProperty("repository");
        Assert.Equal($"{server.Host}/cli/one", made.GetProperty("repositoryUri").GetString());
        await aws.EcrFails("RepositoryAlreadyExistsException", "create-repository", "--repository-name", "cli/one");
        await aws.EcrFails("InvalidParameterException", "create-repository", "--repository-name", "Not A Name");

        var arn = made.GetProperty("repositoryArn").GetString()!;
        await aws.RunAsync("ecr", "tag-resource", "--resource-arn", arn, "--tags", "Key=stage,Value=test");
        await aws.RunAsync("ecr", "untag-resource", "--resource-arn", arn, "--tag-keys", "team");
        var tags = (await aws.Ecr("list-tags-for-resource", "--resource-arn", arn)).GetProperty("tags");
        Assert.Equal("""[{"Key":"stage","Value":"test"}]""", JsonSerializer.Serialize(tags));

        var described = (await aws.Ecr("describe-repositories", "--repository-names", "cli/one")).GetProperty("repositories");
        Assert.Equal(arn, described[0].GetProperty("repositoryArn").GetString());

        await aws.Ecr("delete-repository", "--repository-name", "cli/one");
        await aws.EcrFails("RepositoryNotFoundException", "describe-repositories", "--repository-names", "cli/one");
    }

    [Fact]
    public async Task An_image_goes_up_and_comes_down_by_api_calls_alone()
    {
        await aws.Ecr("create-repository", "--repository-name", "cli/image");
        var image = SmallImage.Random(new(1), layers: 1, layerSize: 100_000);
        foreach (var blob in new[] { image.Config, image.Layers[0] }) await UploadAsync("cli/image", blob);

        var layer = Client.DigestOf(image.Layers[0]);
        var known = await aws.Ecr("batch-check-layer-availability", "--repository-name", "cli/image", "--layer-digests", layer, Client.DigestOf([1, 2, 3]));
        Assert.Equal("AVAILABLE", known.GetProperty("layers")[0].GetProperty("layerAvailability").GetString());

        var put = await aws.Ecr("put-image", "--repository-name", "cli/image", "--image-tag", "v1", "--image-manifest", Encoding.UTF8.GetString(image.Manifest));
        Assert.Equal(image.Digest, put.GetProperty("image").GetProperty("imageId").GetProperty("imageDigest").GetString());

        var got = await aws.Ecr("batch-get-image", "--repository-name", "cli/image", "--image-ids", "imageTag=v1", "imageTag=missing");
        Assert.Equal(Encoding.UTF8.GetString(image.Manifest), got.GetProperty("images")[0].GetProperty("imageManifest").GetString());
        Assert.Equal("ImageNotFound", got.GetProperty("failures")[0].GetProperty("failureCode").GetString());

        var url = (await aws.Ecr("get-download-url-for-layer", "--repository-name", "cli/image", "--layer-digest", layer)).GetProperty("downloadUrl").GetString();
        using var http = new HttpClient();
        Assert.Equal(layer, Client.DigestOf(await http.GetByteArrayAsync(new Uri(url!))));
    }

    [Fact]
    public async Task Images_are_listed_described_and_deleted()
    {
        using var client = new Client(server.Url);
        await aws.Ecr("create-repository", "--repository-name", "cli/list");
        var (first, second) = (SmallImage.Random(new(2), layers: 1, layerSize: 5000), SmallImage.Random(new(3), layers: 2, layerSize: 5000));
        Assert.True(await first.Push(client, "cli/list", "a"));
        Assert.True(await second.Push(client, "cli/list", "b"));
        Assert.True(await second.Push(client, "cli/list", "c"));

        var listed = (await aws.Ecr("list-images", "--repository-name", "cli/list", "--page-size", "1")).GetProperty("imageIds");
        Assert.Equal(["a", "b", "c"], listed.EnumerateArray().Select(id => id.GetProperty("imageTag").GetString()));

        var details = (await aws.Ecr("describe-images", "--repository-name", "cli/list", "--image-ids", "imageTag=b")).GetProperty("imageDetails")[0];
        Assert.Equal(second.Digest, details.GetProperty("imageDigest").GetString());
        Assert.Equal(2, details.GetProperty("imageTags").GetArrayLength());

        var deleted = await aws.Ecr("batch-delete-image", "--repository-name", "cli/list", "--image-ids", "imageTag=b", $"imageDigest={first.Digest}", "imageTag=none");
        Assert.Equal("ImageNotFound", deleted.GetProperty("failures")[0].GetProperty("failureCode").GetString());
        await aws.EcrFails("RepositoryNotEmptyException", "delete-repository", "--repository-name", "cli/list");
        await aws.Ecr("delete-repository", "--repository-name", "cli/list", "--force");
    }

    [Fact]
    public async Task An_immutable_tag_is_not_moved_unless_a_filter_excludes_it()
    {
        using var client = new Client(server.Url);
        await aws.Ecr("create-repository", "--repository-name", "cli/fixed");
        await aws.Ecr("put-image-tag-mutability", "--repository-name", "cli/fixed", "--image-tag-mutability", "IMMUTABLE");
        var (first, second) = (SmallImage.Random(new(4), layers: 1, layerSize: 100), SmallImage.Random(new(5), layers: 1, layerSize: 100));
        Assert.True(await first.Push(client, "cli/fixed", "dev-1"));
        Assert.False(await second.Push(client, "cli/fixed", "dev-1"));

        await aws.Ecr(
            "put-image-tag-mutability", "--repository-name", "cli/fixed", "--image-tag-mutability", "IMMUTABLE_WITH_EXCLUSION",
            "--image-tag-mutability-exclusion-filters", "filterType=WILDCARD,filter=dev-*");
        Assert.True(await second.Push(client, "cli/fixed", "dev-1"));
        Assert.True(await first.Push(client, "cli/fixed", "v1"));
        Assert.False(await second.Push(client, "cli/fixed", "v1"));
    }

    [Fact]
    public async Task The_login_password_is_what_the_authorization_token_holds()
    {
        var data = (await aws.Ecr("get-authorization-token")).GetProperty("authorizationData")[0];
        Assert.Equal($"http://{server.Host}", data.GetProperty("proxyEndpoint").GetString());
        Assert.StartsWith("AWS:", Encoding.UTF8.GetString(data.GetProperty("authorizationToken").GetBytesFromBase64()), StringComparison.Ordinal);
        Assert.NotEmpty((await aws.RunAsync("ecr", "get-login-password")).Succeeds().Output.Trim());
    }

    [Fact]
    public async Task Wrong_keys_are_refused_in_the_words_of_AWS()
    {
        var environment = new Dictionary<string, string>(server.ClientEnvironment) { ["AWS_SECRET_ACCESS_KEY"] = "wrong" };
        (await Tool.RunAsync("aws", ["--endpoint-url", server.Url.ToString(), "ecr", "describe-repositories"], environment)).FailsWith("InvalidSignatureException");
        environment["AWS_ACCESS_KEY_ID"] = "AKIANOBODY0000000000";
        (await Tool.RunAsync("aws", ["--endpoint-url", server.Url.ToString(), "ecr", "describe-repositories"], environment)).FailsWith("UnrecognizedClientException");
        (await Tool.RunAsync("aws", ["--endpoint-url", server.Url.ToString(), "sts", "get-caller-identity"], environment)).FailsWith("InvalidClientTokenId");
    }

    private async Task UploadAsync(string repository, byte[] content)
    {
        var upload = (await aws.Ecr("initiate-layer-upload", "--repository-name", repository)).GetProperty("uploadId").GetString()!;
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, content);
            var part = await aws.Ecr(
                "upload-layer-part", "--repository-name", repository, "--upload-id", upload,
                "--part-first-byte", "0", "--part-last-byte", $"{content.Length - 1}", "--layer-part-blob", $"fileb://{file}");
            Assert.Equal(content.Length - 1, part.GetProperty("lastByteReceived").GetInt64());
        }
        finally
        {
            File.Delete(file);
        }

        var done = await aws.Ecr("complete-layer-upload", "--repository-name", repository, "--upload-id", upload, "--layer-digests", Client.DigestOf(content));
        Assert.Equal(Client.DigestOf(content), done.GetProperty("layerDigest").GetString());
    }
}

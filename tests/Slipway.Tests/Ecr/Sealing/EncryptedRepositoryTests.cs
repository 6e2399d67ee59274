using System.Net;
using System.Text;
using Slipway.Adapters.Unsealed;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Sealing;

/// <summary>Repositories under keys of KMS, as ECR's users and docker see them.</summary>
public sealed class EncryptedRepositoryTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    [Fact]
    public async Task A_key_is_named_by_id_ARN_alias_or_not_at_all_and_shown_by_its_ARN()
    {
        var key = await app.CreateKey();
        (await app.Kms("CreateAlias", $$"""{"AliasName":"alias/web","TargetKeyId":"{{key}}"}""")).Expect(HttpStatusCode.OK);
        foreach (var (name, number) in new[] { key, KmsCalls.ArnOfKey(key), "alias/web", "arn:aws:kms:us-east-1:000000000000:alias/web" }.Select((name, number) => (name, number)))
            Assert.Equal(KmsCalls.ArnOfKey(key), await CreateAsync($"team/{number}", "KMS", name));

        var managed = await CreateAsync("team/managed", "KMS", null);
        var described = (await app.Kms("DescribeKey", """{"KeyId":"alias/aws/ecr"}"""))["KeyMetadata"];
        Assert.Equal(managed, described.GetProperty("Arn").GetString());
        Assert.Equal("AWS", described.GetProperty("KeyManager").GetString());
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-00000000dead", "NotFoundException")]
    [InlineData("alias/unknown", "NotFoundException")]
    [InlineData("arn:aws:kms:eu-west-1:000000000000:key/00000000-0000-0000-0000-00000000dead", "NotFoundException")]
    public async Task A_key_that_is_not_there_is_refused(string key, string error)
    {
        var refused = await app.Ecr("CreateRepository", $$"""{"repositoryName":"team/web","encryptionConfiguration":{"encryptionType":"KMS","kmsKey":"{{key}}"} }""");
        Assert.Equal((400, "KmsException", error), (refused.Status, refused.Error, refused["kmsError"].GetString()!));
    }

    [Theory]
    [InlineData("KMS")]
    [InlineData("KMS_DSSE")]
    public async Task Images_are_pushed_pulled_and_nowhere_readable(string type)
    {
        var key = await app.CreateKey();
        await CreateAsync("team/secret", type, key);
        var secret = Encoding.ASCII.GetBytes(string.Join(' ', Enumerable.Repeat("under a key of its own", 20_000)));
        var digest = await app.PushBlob("team/secret", secret);
        Assert.Equal(secret, await PullAsync("team/secret", digest));
        await app.PushImage("team/secret", "v1", 3);
        await app.Restart();
        Assert.Equal(secret, await PullAsync("team/secret", digest));
        using var pulled = await app.Get("/v2/team/secret/manifests/v1");
        Assert.Equal(HttpStatusCode.OK, pulled.StatusCode);
        await app.StopAsync();
        foreach (var file in Directory.EnumerateFiles(app.DataFolder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".sock", StringComparison.Ordinal)))
            Assert.DoesNotContain("key of its own", await File.ReadAllTextAsync(file, Encoding.Latin1, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Equal_layers_are_shared_and_mounted_within_a_key_and_not_across()
    {
        var key = await app.CreateKey();
        await app.CreateRepository("team/plain");
        await CreateAsync("team/one", "KMS", key);
        await CreateAsync("team/two", "KMS", key);
        var layer = RegistryRequests.RandomBytes(1, 5000);
        var digest = await app.PushBlob("team/plain", layer);
        Assert.Equal(HttpStatusCode.Accepted, await MountAsync("team/one", digest, "team/plain"));
        Assert.Equal(HttpStatusCode.Accepted, await MountAsync("team/one", digest, null));
        await app.PushBlob("team/one", layer);
        Assert.Equal(HttpStatusCode.Created, await MountAsync("team/two", digest, "team/one"));
        Assert.Equal(layer, await PullAsync("team/two", digest));
        Assert.Equal(2, Directory.EnumerateFiles(app.DataFolder, digest[7..], SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task A_disabled_key_refuses_pushes_and_pulls_until_it_is_enabled()
    {
        var key = await app.CreateKey();
        await CreateAsync("team/web", "KMS", key);
        await app.PushImage("team/web", "v1", 3);
        var layer = RegistryRequests.RandomBytes(9, 5000);
        var digest = await app.PushBlob("team/web", layer);
        var manifest = await app.PushLayers("team/web", 4);
        var upload = await app.InitiateUpload("team/web");
        using (var warm = await app.Get("/v2/team/web/manifests/v1")) Assert.Equal(HttpStatusCode.OK, warm.StatusCode);
        (await app.Kms("DisableKey", $$"""{"KeyId":"{{key}}"}""")).Expect(HttpStatusCode.OK);

        foreach (var path in new[] { "/v2/team/web/manifests/v1", $"/v2/team/web/blobs/{digest}" })
        {
            using var refused = await app.Get(path);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Contains("is disabled", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        foreach (var answer in new[]
        {
            await app.PutImage("team/web", manifest, "v2"),
            await app.Ecr("InitiateLayerUpload", """{"repositoryName":"team/web"}"""),
            await app.UploadPart("team/web", upload, 0, layer),
            await app.CompleteUpload("team/web", upload, digest),
        })
            Assert.Equal((400, "KmsException", "DisabledException"), (answer.Status, answer.Error, answer["kmsError"].GetString()!));
        var failure = (await app.Ecr("BatchGetImage", """{"repositoryName":"team/web","imageIds":[{"imageTag":"v1"}]}""")).Expect(HttpStatusCode.OK)["failures"].EnumerateArray().Single();
        Assert.Equal("KmsError", failure.GetProperty("failureCode").GetString());

        (await app.Kms("EnableKey", $$"""{"KeyId":"{{key}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(layer, await PullAsync("team/web", digest));
        using var again = await app.Get("/v2/team/web/manifests/v1");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task What_pulls_have_opened_leaves_the_memory_when_its_key_is_disabled()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.ProcessorCount > 1, "Nothing is kept here.");
        var key = await app.CreateKey();
        await CreateAsync("team/web", "KMS", key);
        var layer = RegistryRequests.RandomBytes(7, 3 << 20);
        var digest = await app.PushBlob("team/web", layer);
        foreach (var pulled in await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PullAsync("team/web", digest)))) Assert.Equal(layer, pulled);
        Assert.Equal(layer, await PullAsync("team/web", digest));
        var pieces = await app.Get<UnsealedPieces>();
        Assert.InRange(pieces.Held, 1, long.MaxValue);

        (await app.Kms("DisableKey", $$"""{"KeyId":"{{key}}"}""")).Expect(HttpStatusCode.OK);
        // A pull whose client has the last byte may have to hear of it; long before what is unused would go.
        for (var i = 0; i < 100 && pieces.Held > 0; i++) await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.Equal(0, pieces.Held);
        using var refused = await app.Get($"/v2/team/web/blobs/{digest}");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        (await app.Kms("EnableKey", $$"""{"KeyId":"{{key}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(layer, await PullAsync("team/web", digest));
    }

    [Fact]
    public async Task With_a_deleted_key_its_layers_are_lost_and_others_are_not()
    {
        var (one, two) = (await app.CreateKey(), await app.CreateKey());
        await CreateAsync("team/one", "KMS", one);
        await CreateAsync("team/two", "KMS", two);
        var layer = RegistryRequests.RandomBytes(9, 1024 + 9);
        var digest = RegistryRequests.DigestOf(layer);
        await app.PushImage("team/one", "v1", 9);
        await app.PushImage("team/two", "v1", 9);
        (await app.Kms("ScheduleKeyDeletion", $$"""{"KeyId":"{{one}}","PendingWindowInDays":7}""")).Expect(HttpStatusCode.OK);
        using (var pending = await app.Get($"/v2/team/one/blobs/{digest}")) Assert.Equal(HttpStatusCode.Forbidden, pending.StatusCode);
        await app.PassUntilDestroyed(one);
        // The token of before has expired.
        app.Logout();

        using (var lost = await app.Get($"/v2/team/one/blobs/{digest}"))
            Assert.Contains("does not exist", await lost.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(layer, await PullAsync("team/two", digest));
        (await app.Ecr("DeleteRepository", """{"repositoryName":"team/one","force":true}""")).Expect(HttpStatusCode.OK);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<string> CreateAsync(string name, string type, string? key)
    {
        var named = key is null ? "" : $",\"kmsKey\":\"{key}\"";
        var made = await app.Ecr("CreateRepository", $$"""{"repositoryName":"{{name}}","encryptionConfiguration":{"encryptionType":"{{type}}"{{named}}} }""");
        return made.Expect(HttpStatusCode.OK)["repository"].GetProperty("encryptionConfiguration").GetProperty("kmsKey").GetString()!;
    }

    private async Task<byte[]> PullAsync(string repository, string digest)
    {
        using var pulled = await app.Get($"/v2/{repository}/blobs/{digest}");
        Assert.Equal(HttpStatusCode.OK, pulled.StatusCode);
        return await pulled.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    private async Task<HttpStatusCode> MountAsync(string repository, string digest, string? from)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v2/{repository}/blobs/uploads/?mount={digest}{(from is null ? "" : $"&from={from}")}");
        using var answer = await app.Registry(request);
        return answer.StatusCode;
    }
}

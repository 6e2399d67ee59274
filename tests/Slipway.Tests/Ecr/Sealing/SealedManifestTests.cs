using System.Diagnostics;
using System.Net;
using System.Text;
using Slipway.Adapters.DataFolder;
using Slipway.Registry;
using Slipway.Registry.Caching;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Sealing;

/// <summary>Manifests of repositories under keys of KMS: nowhere readable, and gone with the key.</summary>
public sealed class SealedManifestTests : IAsyncDisposable
{
    private const string Secret = "the word that only this manifest has";

    private readonly SlipwayApp app = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("KMS")]
    [InlineData("KMS_DSSE")]
    public async Task No_file_holds_what_a_manifest_says_nor_its_referrer_nor_the_recycle_bin(string type)
    {
        await CreateAsync("web", type);
        (await app.Slipway("PutRecycleBinConfiguration", """{"retentionDays":30}""")).Expect(HttpStatusCode.OK);
        var manifest = await ManifestAsync("web", 3, null);
        var digest = await app.PushManifest("web", "v1", manifest, RegistryRequests.OciManifest);
        var referrer = await app.PushManifest("web", null, await ManifestAsync("web", 4, (digest, manifest.Length)), RegistryRequests.OciManifest);
        var index = await app.PushManifest("web", "all", Manifests.Index((digest, manifest.Length)), RegistryRequests.OciIndex);
        await NobodyHoldsAsync();

        using (var listed = await app.Get($"/v2/web/referrers/{digest}")) Assert.Contains(Secret, await listed.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        (await app.Ecr("BatchDeleteImage", $$"""{"repositoryName":"web","imageIds":[{"imageDigest":"{{index}}"},{"imageDigest":"{{referrer}}"},{"imageDigest":"{{digest}}"}]}""")).Expect(HttpStatusCode.OK);
        await NobodyHoldsAsync();

        await app.Restart();
        (await app.Slipway("RestoreImage", $$"""{"repositoryName":"web","imageDigest":"{{index}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(manifest, await PullAsync("v1"));
        await NobodyHoldsAsync();
    }

    [Fact]
    public async Task A_manifest_in_plain_from_before_is_served_and_sealed_by_the_next_push()
    {
        await CreateAsync("web", "KMS");
        var manifest = await ManifestAsync("web", 3, null);
        var digest = await app.PushManifest("web", "v1", manifest, RegistryRequests.OciManifest);
        var database = await app.Get<Adapters.Sql.Database>();
        await database.WriteAsync(session => session.On("update manifest set content = @content").With("@content", (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(manifest)).Run(), Ct);
        (await app.Get<CachedImages>()).ForgetAll();
        Assert.Equal(manifest, await PullAsync("v1"));
        Assert.Equal(digest, await app.PushManifest("web", "v1", manifest, RegistryRequests.OciManifest));
        Assert.NotEqual((byte)'{', await FirstByteAsync());
        Assert.Equal(manifest, await PullAsync("v1"));
    }

    [Fact]
    public async Task A_manifest_of_another_image_does_not_open_and_is_healed_by_a_push()
    {
        await CreateAsync("web", "KMS");
        var (one, two) = (await ManifestAsync("web", 3, null), await ManifestAsync("web", 5, null));
        await app.PushManifest("web", "one", one, RegistryRequests.OciManifest);
        await app.PushManifest("web", "two", two, RegistryRequests.OciManifest);
        var database = await app.Get<Adapters.Sql.Database>();
        await database.WriteAsync(session => session.On("update manifest set content = (select content from manifest order by image_id desc limit 1)").Run(), Ct);
        (await app.Get<CachedImages>()).ForgetAll();
        using (var swapped = await app.Get("/v2/web/manifests/one")) Assert.Equal(HttpStatusCode.InternalServerError, swapped.StatusCode);
        var (code, said) = await VerifyAsync();
        Assert.Equal(1, code);
        Assert.Contains("is damaged", said, StringComparison.Ordinal);

        await app.PushManifest("web", "one", one, RegistryRequests.OciManifest);
        Assert.Equal((one, two), (await PullAsync("one"), await PullAsync("two")));
        Assert.Equal(0, (await VerifyAsync()).Code);
    }

    [Fact]
    public async Task What_a_disabled_or_destroyed_key_shuts_is_no_damage_and_is_told_apart()
    {
        var key = await CreateAsync("web", "KMS");
        var digest = await app.PushImage("web", "v1", 3);
        var layer = RegistryRequests.DigestOf(RegistryRequests.RandomBytes(3, 1027));
        await PullAsync("v1");
        (await app.Kms("DisableKey", $$"""{"KeyId":"{{key}}"}""")).Expect(HttpStatusCode.OK);
        await app.CreateRepository("plain");
        await app.PushImage("plain", "v1", 4);
        var (code, said) = await VerifyAsync();
        Assert.Equal(0, code);
        Assert.Contains($"The KMS key {KmsCalls.ArnOfKey(key)} is disabled. 3 blobs and manifests under it were not checked.", said, StringComparison.Ordinal);
        Assert.Contains("2 blobs", said, StringComparison.Ordinal);

        // Straight at the store, past the checks of the front door: nothing of it is in memory either.
        Assert.True(RepositoryName.TryParse("web", out var web));
        var id = (await (await app.Get<IRepositoryStore>()).FindAsync(new(SlipwayApp.Account, SlipwayApp.Region), web, Ct))!.Id;
        var images = await app.Get<IImageStore>();
        await Assert.ThrowsAsync<Slipway.Registry.Sealing.KeyUnavailableException>(async () => await images.ReadManifestAsync(id, Reference.To(Digest.Parse(digest)), Ct));
        await Assert.ThrowsAsync<Slipway.Registry.Sealing.KeyUnavailableException>(async () => await images.ReadManifestAsync(id, Reference.To(ImageTag.Parse("v1")), Ct));

        var url = await app.Ecr("GetDownloadUrlForLayer", $$"""{"repositoryName":"web","layerDigest":"{{layer}}"}""");
        Assert.Equal((400, "KmsException", "DisabledException"), (url.Status, url.Error, url["kmsError"].GetString()!));
        (await app.Ecr("ListImageReferrers", $$"""{"repositoryName":"web","subjectId":{"imageDigest":"{{digest}}"} }""")).Expect(HttpStatusCode.OK);

        (await app.Kms("ScheduleKeyDeletion", $$"""{"KeyId":"{{key}}","PendingWindowInDays":7}""")).Expect(HttpStatusCode.OK);
        await app.PassUntilDestroyed(key);
        (code, said) = await VerifyAsync();
        Assert.Equal(0, code);
        Assert.Contains("does not exist. 3 blobs and manifests", said, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <returns>The key's id.</returns>
    private async Task<string> CreateAsync(string name, string type)
    {
        var key = await app.CreateKey();
        (await app.Ecr("CreateRepository", $$"""{"repositoryName":"{{name}}","encryptionConfiguration":{"encryptionType":"{{type}}","kmsKey":"{{key}}"} }""")).Expect(HttpStatusCode.OK);
        return key;
    }

    private async Task<string> ManifestAsync(string repository, int seed, (string Digest, int Size)? subject)
    {
        var manifest = (await app.PushLayers(repository, seed)).Trim();
        var refers = subject is { } of ? $$""","artifactType":"application/example","subject":{"mediaType":"{{RegistryRequests.OciManifest}}","digest":"{{of.Digest}}","size":{{of.Size}} }""" : "";
        return $$"""{{manifest[..^1]}}{{refers}},"annotations":{"note":"{{Secret}} {{seed}}"} }""";
    }

    private async Task<string> PullAsync(string reference)
    {
        using var pulled = await app.Get($"/v2/web/manifests/{reference}");
        var text = await pulled.Content.ReadAsStringAsync(Ct);
        Assert.True(pulled.StatusCode == HttpStatusCode.OK, text);
        return text;
    }

    private async Task<long?> FirstByteAsync()
    {
        var database = await app.Get<Adapters.Sql.Database>();
        return await database.ReadAsync(session => session.On("select content from manifest").First<long?>(row => ((byte[])row.GetValue(0))[0]), Ct);
    }

    private async Task NobodyHoldsAsync()
    {
        // By another process: to close a database's file within this one would drop its locks.
        var copy = Directory.CreateTempSubdirectory("slipway-test-copy-").FullName;
        try
        {
            using (var copying = Process.Start("cp", ["-r", app.DataFolder, copy])) await copying.WaitForExitAsync(Ct);
            var files = Directory.EnumerateFiles(copy, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".sock", StringComparison.Ordinal)).ToList();
            Assert.Contains(files, file => file.EndsWith("-wal", StringComparison.Ordinal) && new FileInfo(file).Length > 0);
            foreach (var file in files)
            {
                var text = await File.ReadAllTextAsync(file, Encoding.Latin1, Ct);
                foreach (var trace in new[] { "that only this manifest has", "\"layers\":[", "\"manifests\":[" }) Assert.DoesNotContain(trace, text, StringComparison.Ordinal);
            }
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private async Task<(int Code, string Said)> VerifyAsync()
    {
        using StringWriter said = new();
        var code = await (await app.Get<MaintenanceCommands>()).RunAsync(["verify"], new(said.WriteLine, said.WriteLine), Ct);
        return (code, said.ToString());
    }
}

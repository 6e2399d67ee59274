using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Support;
using Slipway.Registry;

namespace Slipway.Adapters.Tests.Collection;

public sealed class VerifierTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StoredRegistry registry;

    public VerifierTests() => registry = new(folder.Path, TimeProvider.System.GetUtcNow());

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sound_registry_has_no_findings()
    {
        var repository = await registry.AddRepositoryAsync();
        await registry.PushImageAsync(repository, "v1");
        await registry.PushImageAsync(repository, "v2");
        var (findings, report) = await registry.VerifyAsync();
        Assert.Empty(findings);
        Assert.Equal((2, 2, 22, 0), (report.Blobs, report.Manifests, report.Bytes, report.Orphans));
    }

    [Theory]
    [InlineData("layer of vx")]
    [InlineData("layer")]
    [InlineData("layer of v1 and more")]
    [InlineData("")]
    public async Task A_damaged_blob_is_found_set_aside_and_healed_by_a_push(string content)
    {
        var repository = await registry.AddRepositoryAsync();
        var (_, blob) = await registry.PushImageAsync(repository, "v1");
        await File.WriteAllTextAsync(registry.PathOf(blob), content, Ct);

        Assert.Contains(blob.ToString(), Assert.Single((await registry.VerifyAsync()).Findings), StringComparison.Ordinal);
        Assert.False(await registry.HasAsync(blob));
        Assert.Contains("missing", Assert.Single((await registry.VerifyAsync()).Findings), StringComparison.Ordinal);
        await registry.PushBlobAsync(repository, "layer of v1");
        await registry.AssertSoundAsync();
        Assert.Empty(Directory.EnumerateFiles(folder["quarantine"]));
    }

    [Fact]
    public async Task A_missing_blob_is_found()
    {
        var repository = await registry.AddRepositoryAsync();
        var (_, blob) = await registry.PushImageAsync(repository, "v1");
        File.Delete(registry.PathOf(blob));
        Assert.Contains(blob.ToString(), Assert.Single((await registry.VerifyAsync()).Findings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update manifest set content = x'00'", "manifest")]
    [InlineData("update blob set size = 1", "database says 1")]
    [InlineData("delete from image_blob", "")]
    [InlineData("delete from repository_blob", "")]
    [InlineData("delete from image", "")]
    public async Task Damaged_metadata_are_found(string damage, string finding)
    {
        var repository = await registry.AddRepositoryAsync();
        await registry.PushImageAsync(repository, "v1");
        RunPastConstraints(damage);
        if (finding.Length > 0) Assert.Contains((await registry.VerifyAsync()).Findings, sentence => sentence.Contains(finding, StringComparison.Ordinal));
        else if (damage != "delete from image_blob") Assert.NotEmpty((await registry.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task What_is_collected_meanwhile_is_no_damage()
    {
        var repository = await registry.AddRepositoryAsync();
        for (var number = 0; number < 50; number++) await registry.PushBlobAsync(repository, $"layer {number}");
        registry.Clock.Advance(2 * StoredRegistry.Options.GracePeriod);
        var collecting = registry.CollectAsync();
        for (var round = 0; round < 20; round++) await registry.AssertSoundAsync();
        Assert.Equal(50, (await collecting).BlobsDeleted);
    }

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        folder.Dispose();
    }

    private void RunPastConstraints(string sql)
    {
        using SqlSession session = new(new Adapters.Sql.Sqlite(folder["slipway.db"]).OpenWriter());
        session.On("pragma foreign_keys=off").Run();
        session.On(sql).Run();
    }
}

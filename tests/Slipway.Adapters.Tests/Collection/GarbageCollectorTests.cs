using Slipway.Adapters.Tests.Support;
using Slipway.Registry;
using Slipway.Registry.Journal;

namespace Slipway.Adapters.Tests.Collection;

public sealed class GarbageCollectorTests : IAsyncDisposable
{
    private static readonly TimeSpan PastGrace = StoredRegistry.Options.GracePeriod + TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder folder = new();
    private readonly StoredRegistry registry;

    public GarbageCollectorTests() => registry = new(folder.Path, TimeProvider.System.GetUtcNow());

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_images_need_stays()
    {
        var repository = await registry.AddRepositoryAsync();
        var (_, blob) = await registry.PushImageAsync(repository, "v1");
        registry.Clock.Advance(10 * PastGrace);
        Assert.True((await registry.CollectAsync()).IsEmpty);
        Assert.True(await registry.HasAsync(blob));
        await registry.AssertSoundAsync();
    }

    [Fact]
    public async Task What_nothing_refers_to_goes_after_the_grace_period()
    {
        var repository = await registry.AddRepositoryAsync();
        var blob = await registry.PushBlobAsync(repository, "never used");
        registry.Clock.Advance(PastGrace - TimeSpan.FromMinutes(2));
        Assert.True((await registry.CollectAsync()).IsEmpty);

        registry.Clock.Advance(TimeSpan.FromMinutes(2));
        var report = await registry.CollectAsync();
        Assert.Equal((1, 1, 10), (report.LinksRemoved, report.BlobsDeleted, report.BytesFreed));
        Assert.False(await registry.HasAsync(blob));
        Assert.Null(await registry.Links.FindAsync(repository, blob, Ct));
        await registry.AssertSoundAsync();
    }

    [Fact]
    public async Task The_layers_of_a_deleted_image_go()
    {
        var repository = await registry.AddRepositoryAsync();
        var (image, blob) = await registry.PushImageAsync(repository, "v1");
        var (_, kept) = await registry.PushImageAsync(repository, "v2");
        registry.Clock.Advance(PastGrace);
        Assert.Equal(ImageDeletionStatus.ImageDeleted, (await registry.Images.DeleteImageAsync(repository, image, null, ChangeOrigin.Client, Ct)).Status);

        Assert.Equal(1, (await registry.CollectAsync()).BlobsDeleted);
        Assert.False(await registry.HasAsync(blob));
        Assert.True(await registry.HasAsync(kept));
        await registry.AssertSoundAsync();
    }

    [Fact]
    public async Task The_layers_of_a_deleted_repository_go_unless_another_holds_them()
    {
        var (one, two) = (await registry.AddRepositoryAsync(), await registry.AddRepositoryAsync());
        var (_, blob) = await registry.PushImageAsync(one, "v1");
        var shared = await registry.PushBlobAsync(one, "shared");
        Assert.True(await registry.Links.MountAsync(one, two, shared, registry.Clock.GetUtcNow(), Ct));
        await registry.DeleteRepositoryAsync(one);

        var report = await registry.CollectAsync();
        Assert.True(report.RowsCleared > 0);
        Assert.Equal(1, report.BlobsDeleted);
        Assert.False(await registry.HasAsync(blob));
        Assert.True(await registry.HasAsync(shared));
        await registry.AssertSoundAsync();
    }

    [Fact]
    public async Task What_a_client_was_told_exists_stays_for_another_grace_period()
    {
        var repository = await registry.AddRepositoryAsync();
        var blob = await registry.PushBlobAsync(repository, "asked for");
        registry.Clock.Advance(10 * PastGrace);
        Assert.True(registry.Claims.TryClaim(new(repository, blob), out _));
        registry.Clock.Advance(PastGrace - TimeSpan.FromMinutes(2));
        Assert.True((await registry.CollectAsync()).IsEmpty);
        Assert.Equal(ImagePutStatus.Stored, (await registry.PutImageAsync(repository, "late", null, blob)).Status);
        registry.Clock.Advance(10 * PastGrace);
        Assert.True((await registry.CollectAsync()).IsEmpty);
    }

    [Fact]
    public async Task A_repository_into_which_a_layer_flows_keeps_its_other_layers()
    {
        var repository = await registry.AddRepositoryAsync();
        var blob = await registry.PushBlobAsync(repository, "first layer of a slow push");
        var upload = await registry.Blobs.CreateUploadAsync(StoredRegistry.NewKey(repository), BlobName.Shared, Ct);
        await upload.DisposeAsync();
        registry.Clock.Advance(PastGrace);
        Touch(upload.Key);
        Assert.Equal(0, (await registry.CollectAsync()).LinksRemoved);

        registry.Clock.Advance(PastGrace);
        Assert.Equal(1, (await registry.CollectAsync()).LinksRemoved);
        Assert.False(await registry.HasAsync(blob));
        await using var again = await registry.Blobs.OpenUploadAsync(upload.Key, Ct);
        Assert.NotNull(again);
    }

    [Fact]
    public async Task An_upload_that_nobody_goes_on_with_keeps_nothing()
    {
        var repository = await registry.AddRepositoryAsync();
        await registry.PushBlobAsync(repository, "litter");
        var upload = await registry.Blobs.CreateUploadAsync(StoredRegistry.NewKey(repository), BlobName.Shared, Ct);
        await upload.DisposeAsync();
        var options = StoredRegistry.Options with { GracePeriod = TimeSpan.FromDays(1), UploadLifetime = TimeSpan.FromDays(1) };
        GarbageCollector collector = new(registry.Metadata, registry.Blobs, registry.Locks, registry.Claims, registry.Gate, options, registry.Clock);
        registry.Clock.Advance(TimeSpan.FromHours(25));
        Touch(upload.Key);
        Assert.Equal(0, (await collector.RunAsync(sweep: false, Ct)).LinksRemoved);

        registry.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, (await collector.RunAsync(sweep: false, Ct)).LinksRemoved);
    }

    [Fact]
    public async Task Abandoned_uploads_expire_unless_somebody_holds_them()
    {
        var repository = await registry.AddRepositoryAsync();
        await using var held = await registry.Blobs.CreateUploadAsync(StoredRegistry.NewKey(repository), BlobName.Shared, Ct);
        var abandoned = await registry.Blobs.CreateUploadAsync(StoredRegistry.NewKey(repository), BlobName.Shared, Ct);
        await abandoned.AppendAsync(System.IO.Pipelines.PipeReader.Create(new(new byte[1000])), null, Ct);
        await abandoned.DisposeAsync();
        var hurried = new HurriedClock(registry.Clock);
        registry.Clock.Advance(StoredRegistry.Options.UploadLifetime + TimeSpan.FromMinutes(1));

        GarbageCollector collector = new(registry.Metadata, registry.Blobs, registry.Locks, registry.Claims, registry.Gate, StoredRegistry.Options, hurried);
        var report = await collector.RunAsync(sweep: false, Ct);
        Assert.Equal((1, 1000), (report.UploadsExpired, report.BytesFreed));
        Assert.Null(await registry.Blobs.OpenUploadAsync(abandoned.Key, Ct));
        await held.AbortAsync(Ct);
    }

    [Fact]
    public async Task Orphaned_files_are_swept_when_asked()
    {
        var repository = await registry.AddRepositoryAsync();
        var (_, kept) = await registry.PushImageAsync(repository, "v1");
        var orphan = await PublishWithoutLinkAsync("published, then the power went");

        Assert.Equal(1, (await registry.VerifyAsync()).Report.Orphans);
        Assert.True((await registry.Collector().RunAsync(sweep: false, Ct)).IsEmpty);
        Assert.Equal(1, (await registry.CollectAsync()).OrphansSwept);
        Assert.False(await registry.HasAsync(orphan));
        Assert.True(await registry.HasAsync(kept));
        Assert.Equal(0, (await registry.VerifyAsync()).Report.Orphans);
    }

    [Fact]
    public async Task Referrers_go_with_their_subject()
    {
        var repository = await registry.AddRepositoryAsync();
        var (image, _) = await registry.PushImageAsync(repository, "v1");
        var signature = await registry.PushBlobAsync(repository, "signature");
        Assert.Equal(ImagePutStatus.Stored, (await registry.PutImageAsync(repository, "signature", image, signature)).Status);
        await registry.Images.DeleteImageAsync(repository, image, null, ChangeOrigin.Client, Ct);
        registry.Clock.Advance(PastGrace);

        Assert.Equal(1, (await registry.CollectAsync()).ReferrersDeleted);
        Assert.False(await registry.HasAsync(signature));
        await registry.AssertSoundAsync();
    }

    [Fact]
    public async Task Many_blobs_go_in_one_pass()
    {
        var repository = await registry.AddRepositoryAsync();
        await Parallel.ForAsync(0, 1100, Ct, async (number, _) => await registry.PushBlobAsync(repository, $"layer {number}"));
        registry.Clock.Advance(PastGrace);
        var report = await registry.CollectAsync();
        Assert.Equal((1100, 1100), (report.LinksRemoved, report.BlobsDeleted));
        Assert.Empty(Directory.EnumerateFiles(folder["sealed"], "*", SearchOption.AllDirectories));
    }

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        folder.Dispose();
    }

    private async Task<Digest> PublishWithoutLinkAsync(string content)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(content);
        var digest = Digest.Of(DigestAlgorithm.Sha256, bytes);
        await using var upload = await registry.Blobs.CreateUploadAsync(StoredRegistry.NewKey(1), BlobName.Shared, Ct);
        await upload.AppendAsync(System.IO.Pipelines.PipeReader.Create(new(bytes)), digest, Ct);
        Assert.True(await upload.CommitAsync(digest, Ct));
        return digest;
    }

    private void Touch(UploadKey key) =>
        File.SetLastWriteTimeUtc(folder[$"uploads/{key.RepositoryId}/{key.Id:D}.sealed"], registry.Clock.GetUtcNow().UtcDateTime);

    /// <summary>Another's time, with timers that fire at once.</summary>
    private sealed class HurriedClock(TimeProvider time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, TimeSpan.FromMilliseconds(10), Timeout.InfiniteTimeSpan);
    }
}

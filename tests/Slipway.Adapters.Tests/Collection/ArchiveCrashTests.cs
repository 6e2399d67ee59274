using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Support;
using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Archiving;
using Slipway.Registry.Caching;
using Slipway.Registry.Journal;

namespace Slipway.Adapters.Tests.Collection;

/// <summary>Ends the work of the archive at every single step, both ways, and looks at what a restart finds.</summary>
public sealed class ArchiveCrashTests
{
    private static readonly string Alike = Text(1, 180_000), Other = Text(2, 90_000);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_crash_before_any_step_on_the_way_into_cold_storage_loses_nothing() => await CrashAtEveryStepAsync(isBack: false);

    [Fact]
    public async Task A_crash_before_any_step_on_the_way_back_loses_nothing() => await CrashAtEveryStepAsync(isBack: true);

    private static async Task CrashAtEveryStepAsync(bool isBack)
    {
        var step = 0;
        while (await CrashAsync(step, isBack)) step++;
        Assert.True(step > 12, $"There were {step} steps.");
    }

    /// <returns>false when the work had ended before the step came.</returns>
    private static async Task<bool> CrashAsync(int step, bool isBack)
    {
        using var folder = new TemporaryFolder();
        Interrupted.Countdown countdown = new(step);
        long repository;
        Digest[] images, blobs;
        await using (var registry = new StoredRegistry(folder["data"], TimeProvider.System.GetUtcNow()))
        {
            repository = await registry.AddRepositoryAsync();
            blobs = [await registry.PushBlobAsync(repository, Alike + Other), await registry.PushBlobAsync(repository, Other + Alike)];
            images = [await ImageAsync(registry, repository, "one", blobs[0]), await ImageAsync(registry, repository, "two", blobs[1])];
            foreach (var image in images) await registry.Images.ArchiveAsync(repository, image, ChangeOrigin.Client, Ct);
            Late(registry);
            if (isBack) await Worker(registry, null).PassAsync(Ct);
            if (isBack) foreach (var image in images) await registry.Images.ActivateAsync(repository, image, Ct);
            try
            {
                await Worker(registry, countdown).PassAsync(Ct);
            }
            catch (ProcessDiedException)
            {
                // What is on the disk now is what a restart finds.
            }
        }

        await using (var registry = new StoredRegistry(folder["data"], TimeProvider.System.GetUtcNow()))
        {
            await registry.AssertSoundAsync();
            Late(registry);
            await Worker(registry, null).PassAsync(Ct);
            registry.Clock.Advance(TimeSpan.FromHours(3));
            await Worker(registry, null).PassAsync(Ct);
            if (!isBack) Assert.All(blobs, blob => Assert.False(registry.HasAsync(blob).GetAwaiter().GetResult(), $"Step {step}: a blob is not cold."));
            await registry.AssertSoundAsync();
            foreach (var image in images) await registry.Images.ActivateAsync(repository, image, Ct);
            await Worker(registry, null).PassAsync(Ct);
            foreach (var image in images)
                Assert.Equal(ImageStatus.Active, (await registry.Images.FindAsync(repository, Reference.To(image), Ct))!.Status);
            await Worker(registry, null).PassAsync(Ct);
            registry.Clock.Advance(TimeSpan.FromHours(30));
            await registry.CollectAsync();
            var (findings, report) = await registry.VerifyAsync();
            Assert.Empty(findings);
            // Both layers are there with their right bytes, and nothing of the packs is left.
            Assert.Equal((blobs.Length, 0), (report.Blobs, report.Orphans));
            Assert.Empty(await registry.Blobs.ListUploadsAsync(Ct).ToListAsync(Ct));
        }

        return countdown.HasHit;
    }

    private static async Task<Digest> ImageAsync(StoredRegistry registry, long repository, string tag, Digest blob)
    {
        Assert.Equal(ImagePutStatus.Stored, (await registry.PutImageAsync(repository, tag, null, blob)).Status);
        return (await registry.Images.FindAsync(repository, Reference.To(ImageTag.Parse(tag)), Ct))!.Digest;
    }

    // Past what pushes were told.
    private static void Late(StoredRegistry registry) => registry.Clock.Advance(20 * StoredRegistry.Options.GracePeriod);

    private static ArchiveWorker Worker(StoredRegistry registry, Interrupted.Countdown? countdown)
    {
        IArchiveStore store = new SqlArchiveStore(registry.Database);
        IBlobStore blobs = registry.Blobs;
        if (countdown is not null) (store, blobs) = (Interrupted.Wrap(store, countdown), Interrupted.Wrap(blobs, countdown));
        return new(
            store,
            new CachedImages(registry.Images, new()),
            new(),
            new(store, blobs, registry.Locks, registry.Claims, StoredRegistry.Options, new RandomIds(), registry.Clock),
            new(store, blobs, registry.Locks, new RandomIds(), registry.Clock),
            new ProcessLeases(),
            registry.Clock,
            NullLogger<ArchiveWorker>.Instance);
    }

    private static string Text(int seed, int length)
    {
        StringBuilder text = new();
        for (var line = 0; text.Length < length; line++) text.Append(line * seed).Append(" lines of seed ").Append(seed).Append('\n');
        return text.ToString();
    }
}

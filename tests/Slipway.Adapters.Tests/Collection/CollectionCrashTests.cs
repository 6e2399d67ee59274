using Slipway.Adapters.Tests.Support;
using Slipway.Registry;
using Slipway.Registry.Journal;

namespace Slipway.Adapters.Tests.Collection;

/// <summary>Ends a pass of the collector at every single step, and looks at what a restart finds.</summary>
public sealed class CollectionCrashTests
{
    private const int AtOnce = 8;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_crash_before_any_step_loses_nothing_and_leaves_only_what_the_next_pass_finds()
    {
        using var filled = new TemporaryFolder();
        List<Digest> kept;
        await using (var registry = new StoredRegistry(filled["data"], TimeProvider.System.GetUtcNow())) kept = await FillAsync(registry);
        var (steps, goesOn) = (0, true);
        while (goesOn)
        {
            var hits = await Task.WhenAll(Enumerable.Range(steps, AtOnce).Select(step => Task.Run(() => CrashAsync(filled["data"], step, kept), Ct)));
            steps += hits.Count(hit => hit);
            goesOn = hits.All(hit => hit);
        }

        // Rows, links, blobs, uploads and the sweep: fewer would mean that the collection had nothing to do.
        Assert.True(steps > 20, $"The pass had {steps} steps.");
    }

    /// <returns>false when the pass had ended before the step came.</returns>
    private static async Task<bool> CrashAsync(string filled, int step, List<Digest> kept)
    {
        using var folder = new TemporaryFolder();
        Copy(filled, folder.Path);
        Interrupted.Countdown countdown = new(step);
        var later = TimeProvider.System.GetUtcNow() + (20 * StoredRegistry.Options.GracePeriod);
        await using (var registry = new StoredRegistry(folder.Path, later))
        {
            try
            {
                var collector = registry.Collector(Interrupted.Wrap(registry.Metadata, countdown), Interrupted.Wrap<IBlobStore>(registry.Blobs, countdown));
                await collector.RunAsync(sweep: true, Ct);
            }
            catch (ProcessDiedException)
            {
                // What is on the disk now is what a restart finds.
            }
        }

        await using (var registry = new StoredRegistry(folder.Path, later))
        {
            await registry.AssertSoundAsync();
            foreach (var blob in kept) Assert.True(await registry.HasAsync(blob), $"Step {step}: a blob in use is gone.");
            await registry.CollectAsync();
            var (findings, report) = await registry.VerifyAsync();
            Assert.Empty(findings);
            Assert.Equal((kept.Count, 0), (report.Blobs, report.Orphans));
            Assert.Empty(await registry.Blobs.ListUploadsAsync(Ct).ToListAsync(Ct));
        }

        return countdown.HasHit;
    }

    /// <summary>Something of each kind that is kept, and of each kind that goes.</summary>
    private static async Task<List<Digest>> FillAsync(StoredRegistry registry)
    {
        var (kept, deleted) = (await registry.AddRepositoryAsync(), await registry.AddRepositoryAsync());
        List<Digest> blobs = [(await registry.PushImageAsync(kept, "v1")).Blob];
        blobs.Add((await registry.PushImageAsync(kept, "v2")).Blob);

        await registry.PushBlobAsync(kept, "never used");
        var (subject, _) = await registry.PushImageAsync(kept, "subject");
        await registry.PutImageAsync(kept, "referrer", subject, await registry.PushBlobAsync(kept, "signature"));
        await registry.Images.DeleteImageAsync(kept, subject, null, ChangeOrigin.Client, Ct);
        await registry.PushImageAsync(deleted, "v1");
        await registry.PushBlobAsync(deleted, "only here");
        await registry.DeleteRepositoryAsync(deleted);
        await (await registry.Blobs.CreateUploadAsync(StoredRegistry.NewKey(kept), BlobName.Shared, Ct)).DisposeAsync();
        await PublishOrphanAsync(registry);
        return blobs;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static async Task PublishOrphanAsync(StoredRegistry registry)
    {
        await using var upload = await registry.Blobs.CreateUploadAsync(StoredRegistry.NewKey(1), BlobName.Shared, Ct);
        Assert.True(await upload.CommitAsync(Digest.Of(DigestAlgorithm.Sha256, []), Ct));
    }
}

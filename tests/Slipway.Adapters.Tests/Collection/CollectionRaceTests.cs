using Slipway.Adapters.Tests.Support;
using Slipway.Registry;
using Slipway.Registry.Journal;

namespace Slipway.Adapters.Tests.Collection;

/// <summary>Pushes, mounts and deletions against a collector that runs all the time, with a grace period that has always run out.</summary>
public sealed class CollectionRaceTests : IAsyncDisposable
{
    private const int Rounds = 60;

    private readonly TemporaryFolder folder = new();
    private readonly StoredRegistry registry;

    public CollectionRaceTests() => registry = new(folder.Path, TimeProvider.System.GetUtcNow());

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_blob_that_was_called_there_is_there_when_its_manifest_comes()
    {
        var repository = await registry.AddRepositoryAsync();
        var (told, refused) = (0, 0);
        await WhileCollectingAsync(async () =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var blob = await registry.PushBlobAsync(repository, $"layer {round}");
                registry.Clock.Advance(2 * StoredRegistry.Options.GracePeriod);
                await Task.Yield();
                // What a HEAD does.
                LinkKey link = new(repository, blob);
                if (!registry.Claims.TryClaim(link, out var claim) || await registry.Links.FindAsync(repository, blob, Ct) is null)
                {
                    registry.Claims.Release(claim);
                    refused++;
                    continue;
                }

                told++;
                Assert.Equal(ImagePutStatus.Stored, (await registry.PutImageAsync(repository, $"v{round}", null, blob)).Status);
                Assert.True(await registry.HasAsync(blob));
            }
        });
        Assert.Equal(Rounds, told + refused);
        await registry.AssertSoundAsync();
    }

    [Fact]
    public async Task A_mounted_blob_has_its_bytes()
    {
        var (from, to) = (await registry.AddRepositoryAsync(), await registry.AddRepositoryAsync());
        await WhileCollectingAsync(async () =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var blob = await registry.PushBlobAsync(from, $"layer {round}");
                var unlink = registry.Links.UnlinkAsync(from, blob, Ct).AsTask();
                bool isMounted;
                using (await registry.Locks.TakeAsync(blob, Ct))
                    isMounted = await registry.HasAsync(blob) && await registry.Links.MountAsync(from, to, blob, registry.Clock.GetUtcNow(), Ct);
                await unlink;
                if (!isMounted) continue;
                Assert.Equal(ImagePutStatus.Stored, (await registry.PutImageAsync(to, $"v{round}", null, blob)).Status);
                Assert.True(await registry.HasAsync(blob));
            }
        });
        await registry.AssertSoundAsync();
    }

    [Fact]
    public async Task A_blob_that_is_pushed_while_it_is_deleted_is_there_afterwards()
    {
        var (one, two) = (await registry.AddRepositoryAsync(), await registry.AddRepositoryAsync());
        await WhileCollectingAsync(async () =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var blob = await registry.PushBlobAsync(one, "the same layer each time");
                Assert.Equal(BlobUnlink.Unlinked, await registry.Links.UnlinkAsync(one, blob, Ct));
                Assert.Equal(blob, await registry.PushBlobAsync(two, "the same layer each time"));
                Assert.True(await registry.HasAsync(blob));
                Assert.Equal(ImagePutStatus.Stored, (await registry.PutImageAsync(two, $"v{round}", null, blob)).Status);
                var image = await registry.Images.FindAsync(two, Reference.To(ImageTag.Parse($"v{round}")), Ct);
                await registry.Images.DeleteImageAsync(two, image!.Digest, null, ChangeOrigin.Client, Ct);
                await registry.Links.UnlinkAsync(two, blob, Ct);
            }
        });
        await registry.AssertSoundAsync();
        await registry.CollectAsync();
        Assert.Empty(Directory.EnumerateFiles(folder["sealed"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Many_pushers_and_deleters_leave_a_sound_registry()
    {
        var repository = await registry.AddRepositoryAsync();
        await WhileCollectingAsync(() => Parallel.ForAsync(0, 8, Ct, async (pusher, _) =>
        {
            for (var round = 0; round < Rounds / 3; round++)
            {
                // Layers are shared between pushers, images are not.
                var blob = await registry.PushBlobAsync(repository, $"layer {round % 5}");
                var put = await registry.PutImageAsync(repository, $"v{pusher}", null, blob);
                Assert.Equal(ImagePutStatus.Stored, put.Status);
                Assert.True(await registry.HasAsync(blob));
                var tag = ImageTag.Parse($"v{pusher}");
                await registry.Images.DeleteTagAsync(repository, tag, expected: null, deleteLast: true, ChangeOrigin.Client, Ct);
            }
        }));
        await registry.AssertSoundAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        folder.Dispose();
    }

    private async Task WhileCollectingAsync(Func<Task> work)
    {
        using var done = new CancellationTokenSource();
        var collecting = Task.Run(
            async () =>
            {
                for (var pass = 0; !done.IsCancellationRequested; pass++) await registry.Collector().RunAsync(sweep: pass % 2 == 0, Ct);
            },
            Ct);
        try
        {
            await work();
        }
        finally
        {
            await done.CancelAsync();
            await collecting;
        }
    }
}

using System.Diagnostics;
using System.IO.Pipelines;
using Slipway.Adapters.Blobs;
using Slipway.Adapters.Tests.Support;
using Slipway.Adapters.Unsealed;
using Slipway.Registry;

namespace Slipway.Adapters.Tests.Blobs;

/// <summary>Alone in the process while it runs: it measures the process.</summary>
[Collection(nameof(UploadMemoryTests))]
[CollectionDefinition(nameof(UploadMemoryTests), DisableParallelization = true)]
public sealed class UploadMemoryTests
{
    private const long GiB = 1L << 30;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Memory_does_not_grow_with_an_upload()
    {
        using var folder = new TemporaryFolder();
        using var pieces = new UnsealedPieces(0, 1, TimeProvider.System);
        using var store = new FileSystemBlobStore(folder.Path, TestKeys.Shared, sealsShared: true, pieces);
        // Whatever the first upload needs is there before the second is measured.
        await UploadAsync(store, GiB / 64);
        GC.Collect();
        var before = Process.GetCurrentProcess().WorkingSet64;
        var allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);

        var most = await UploadAsync(store, GiB);

        Assert.True(most - before < 32 << 20, $"The process grew by {(most - before) >> 20} MiB during an upload of 1024 MiB.");
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore;
        Assert.True(allocated < 64 << 20, $"An upload of 1024 MiB allocated {allocated >> 20} MiB.");
    }

    /// <returns>The most that the process had resident meanwhile.</returns>
    private static async Task<long> UploadAsync(FileSystemBlobStore store, long length)
    {
        var piece = new byte[256 * 1024];
        var pipe = new Pipe(new(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19, minimumSegmentSize: 64 * 1024));
        await using var upload = await store.CreateUploadAsync(new(1, Guid.Empty), BlobName.Shared, Ct);
        var appending = upload.AppendAsync(pipe.Reader, null, Ct).AsTask();
        var most = 0L;
        for (var sent = 0L; sent < length; sent += piece.Length)
        {
            await pipe.Writer.WriteAsync(piece, Ct);
            if (sent % (GiB / 32) == 0) most = Math.Max(most, Process.GetCurrentProcess().WorkingSet64);
        }

        await pipe.Writer.CompleteAsync();
        await appending;
        Assert.Equal(length, upload.Length);
        await upload.AbortAsync(Ct);
        return most;
    }
}

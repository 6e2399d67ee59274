using System.IO.Pipelines;
using Slipway.Adapters.Blobs;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Adapters.Unsealed;
using Slipway.Registry;

namespace Slipway.Adapters.Tests.Blobs;

/// <summary>Plain files, for disks that are encrypted already.</summary>
public sealed class PlainBlobStoreTests() : FileSystemBlobStoreTests(isSealed: false);

public abstract class FileSystemBlobStoreTests : BlobStoreContract, IDisposable
{
    private protected readonly TemporaryFolder folder = new();
    private readonly bool isSealed;
    private protected readonly UnsealedPieces pieces = new(4 * UnsealedPieces.PieceSize, 2, TimeProvider.System);
    private FileSystemBlobStore store;

    protected FileSystemBlobStoreTests(bool isSealed)
    {
        this.isSealed = isSealed;
        store = Open();
    }

    protected override IBlobStore Store => store;

    public void Dispose()
    {
        store.Dispose();
        pieces.Dispose();
        GC.SuppressFinalize(this);
        try
        {
            Assert.DoesNotContain(folder.Files(), file => file.StartsWith("uploads", StringComparison.Ordinal) && TestContext.Current.TestState?.Result is TestResult.Passed);
        }
        finally
        {
            folder.Dispose();
        }
    }

    [Fact]
    public async Task A_full_disk_leaves_the_rest_of_the_body_to_be_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no /dev/full.");
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(Noise(1000), TestContext.Current.CancellationToken);
        using var full = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);
        var upload = new FileBlobUpload(store, new UploadSession(NewKey()), new PlainUpload(full, 0));
        await Assert.ThrowsAsync<IOException>(async () => await upload.AppendAsync(pipe.Reader, null, TestContext.Current.CancellationToken));

        await pipe.Writer.WriteAsync(Noise(10), TestContext.Current.CancellationToken);
        Assert.True(pipe.Reader.TryRead(out var rest));
        Assert.Equal(10, rest.Buffer.Length);
    }

    [Fact]
    public async Task What_was_set_aside_goes_when_its_blob_is_deleted()
    {
        var digest = await PushAsync(Noise(100), DigestAlgorithm.Sha256);
        await store.QuarantineAsync(Named(digest), TestContext.Current.CancellationToken);
        Assert.Single(folder.Files(), file => file.StartsWith("quarantine", StringComparison.Ordinal));
        Assert.False(await store.DeleteAsync(Named(digest), TestContext.Current.CancellationToken));
        Assert.DoesNotContain(folder.Files(), file => file.StartsWith("quarantine", StringComparison.Ordinal));
    }

    protected override void Restart()
    {
        store.Dispose();
        store = Open();
    }

    protected override void Damage(Digest digest, byte[] content) => File.WriteAllBytes(PathOf(digest), content);

    protected string PathOf(Digest digest) => folder[$"{(isSealed ? "sealed/0" : "blobs")}/{digest.ToString().Replace(':', '/').Insert(7, $"{digest.Hex[..2]}/")}"];

    private FileSystemBlobStore Open() => new(folder.Path, TestKeys.Shared, isSealed, pieces);
}

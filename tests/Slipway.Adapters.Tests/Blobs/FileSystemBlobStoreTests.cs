using System.IO.Pipelines;
using Slipway.Adapters.Blobs;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Registry;

namespace Slipway.Adapters.Tests.Blobs;

public sealed class FileSystemBlobStoreTests : BlobStoreContract, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private FileSystemBlobStore store;

    public FileSystemBlobStoreTests() => store = new(folder.Path);

    protected override IBlobStore Store => store;

    public void Dispose()
    {
        store.Dispose();
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
        var upload = new FileBlobUpload(store, new UploadSession(NewKey()), full, length: 0);
        await Assert.ThrowsAsync<IOException>(async () => await upload.AppendAsync(pipe.Reader, null, TestContext.Current.CancellationToken));

        await pipe.Writer.WriteAsync(Noise(10), TestContext.Current.CancellationToken);
        Assert.True(pipe.Reader.TryRead(out var rest));
        Assert.Equal(10, rest.Buffer.Length);
    }

    [Fact]
    public async Task What_was_set_aside_goes_when_its_blob_is_deleted()
    {
        var digest = await PushAsync(Noise(100), DigestAlgorithm.Sha256);
        await store.QuarantineAsync(digest, TestContext.Current.CancellationToken);
        Assert.Single(folder.Files(), file => file.StartsWith("quarantine", StringComparison.Ordinal));
        Assert.False(await store.DeleteAsync(digest, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(folder.Files(), file => file.StartsWith("quarantine", StringComparison.Ordinal));
    }

    protected override void Restart()
    {
        store.Dispose();
        store = new(folder.Path);
    }

    protected override void Damage(Digest digest, byte[] content) => File.WriteAllBytes(PathOf(digest), content);

    private string PathOf(Digest digest) => folder[$"blobs/{digest.ToString().Replace(':', '/').Insert(7, $"{digest.Hex[..2]}/")}"];
}

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

    protected override void Restart()
    {
        store.Dispose();
        store = new(folder.Path);
    }

    protected override void Damage(Digest digest, byte[] content) => File.WriteAllBytes(PathOf(digest), content);

    private string PathOf(Digest digest) => folder[$"blobs/{digest.ToString().Replace(':', '/').Insert(7, $"{digest.Hex[..2]}/")}"];
}

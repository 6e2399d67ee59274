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

    protected override void Restart()
    {
        store.Dispose();
        store = new(folder.Path);
    }

    protected override void Damage(Digest digest, byte[] content) => File.WriteAllBytes(PathOf(digest), content);

    private string PathOf(Digest digest) => folder[$"blobs/{digest.ToString().Replace(':', '/').Insert(7, $"{digest.Hex[..2]}/")}"];
}

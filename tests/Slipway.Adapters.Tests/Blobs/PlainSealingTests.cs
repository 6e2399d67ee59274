using System.Text;
using Slipway.Adapters.Blobs;
using Slipway.Adapters.Sealing;
using Slipway.Adapters.Tests.Support;
using Slipway.Registry;

namespace Slipway.Adapters.Tests.Blobs;

/// <summary>A folder of an earlier version: its blobs are plain, stay readable, and are encrypted one after the other.</summary>
public sealed class PlainSealingTests : IDisposable
{
    private static readonly byte[] Layer = Encoding.ASCII.GetBytes(string.Join(' ', Enumerable.Repeat("an old plain layer", 20_000)));
    private readonly TemporaryFolder folder = new();
    private FileSystemBlobStore store;

    public PlainSealingTests() => store = Open(sealsShared: false);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static BlobName Name => new(BlobName.Shared, Digest.Of(DigestAlgorithm.Sha256, Layer));

    [Fact]
    public async Task Plain_blobs_are_read_listed_and_then_encrypted()
    {
        await PushAsync();
        Reopen();
        Assert.Equal(Layer, await ReadAsync());
        Assert.Equal([Name], (await store.ListAsync(Ct).ToListAsync(Ct)).Select(blob => blob.Name));

        Assert.Equal(new(1, Layer.Length, 0), await new PlainSealing(store, TestKeys.Shared).RunAsync(Ct));
        Assert.Equal(Layer, await ReadAsync());
        Assert.Equal(Layer.Length, await store.FindAsync(Name, Ct));
        Assert.Equal([(Name, (long)Layer.Length)], (await store.ListAsync(Ct).ToListAsync(Ct)).Select(blob => (blob.Name, blob.Length)));
        Assert.Equal(default, await new PlainSealing(store, TestKeys.Shared).RunAsync(Ct));
        Reopen();
        Assert.Equal(Layer, await ReadAsync());
        AssertNoPlaintext();
    }

    [Fact]
    public async Task What_a_crash_has_left_is_in_nobodys_way()
    {
        await PushAsync();
        var plain = await File.ReadAllBytesAsync(PlainFile, Ct);
        Reopen();
        await new PlainSealing(store, TestKeys.Shared).RunAsync(Ct);
        // Killed before the plain file went, and in the middle of another copy.
        await File.WriteAllBytesAsync(PlainFile, plain, Ct);
        await File.WriteAllTextAsync(folder["sealing/0123"], "half a copy", Ct);
        Reopen();

        Assert.Empty(Directory.EnumerateFiles(folder["sealing"]));
        Assert.Equal(Name, Assert.Single(await store.ListAsync(Ct).ToListAsync(Ct)).Name);
        Assert.Equal(1, (await new PlainSealing(store, TestKeys.Shared).RunAsync(Ct)).Blobs);
        Assert.Equal(Layer, await ReadAsync());
        Assert.True(await store.DeleteAsync(Name, Ct));
        Assert.Null(await store.FindAsync(Name, Ct));
    }

    [Fact]
    public async Task Damage_is_set_aside_and_not_encrypted()
    {
        await PushAsync();
        await File.WriteAllBytesAsync(PlainFile, [.. Layer.Reverse()], Ct);
        Reopen();
        Assert.Equal(new(0, 0, 1), await new PlainSealing(store, TestKeys.Shared).RunAsync(Ct));
        Assert.Null(await store.FindAsync(Name, Ct));
        await PushAsync();
        Assert.Equal(Layer, await ReadAsync());
        AssertNoPlaintext();
    }

    [Fact]
    public async Task A_push_takes_the_place_of_the_blob_in_its_other_form()
    {
        await PushAsync();
        Reopen();
        await PushAsync();
        Assert.False(File.Exists(PlainFile));
        Assert.Equal(Layer, await ReadAsync());
        store.Dispose();
        store = Open(sealsShared: false);
        Assert.Equal(Layer, await ReadAsync());
        await PushAsync();
        Assert.Empty(Directory.EnumerateFiles(folder["sealed"], "*", SearchOption.AllDirectories));
        Assert.Equal(default, await new PlainSealing(store, TestKeys.Shared).RunAsync(Ct));
    }

    [Fact]
    public async Task An_upload_that_began_in_plain_ends_in_plain_and_is_encrypted_then()
    {
        var key = new UploadKey(1, Guid.AllBitsSet);
        await using (var first = await store.CreateUploadAsync(key, BlobName.Shared, Ct)) await first.AppendAsync(Body(Layer[..1000]), null, Ct);
        Reopen();
        await using (var second = await store.OpenUploadAsync(key, Ct))
        {
            await second!.AppendAsync(Body(Layer[1000..]), null, Ct);
            Assert.True(await second.CommitAsync(Name.Digest, Ct));
        }

        Assert.Equal(Layer, await ReadAsync());
        Assert.Equal(1, (await new PlainSealing(store, TestKeys.Shared).RunAsync(Ct)).Blobs);
        AssertNoPlaintext();
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    private string PlainFile => folder[$"blobs/sha256/{Name.Digest.Hex[..2]}/{Name.Digest.Hex}"];

    private static System.IO.Pipelines.PipeReader Body(byte[] content) => System.IO.Pipelines.PipeReader.Create(new(content));

    private FileSystemBlobStore Open(bool sealsShared) => new(folder.Path, TestKeys.Shared, sealsShared, new(0, 1, TimeProvider.System));

    private void Reopen()
    {
        store.Dispose();
        store = Open(sealsShared: true);
    }

    private async Task PushAsync()
    {
        await using var upload = await store.CreateUploadAsync(new(1, Guid.Empty), BlobName.Shared, Ct);
        await upload.AppendAsync(Body(Layer), Name.Digest, Ct);
        Assert.True(await upload.CommitAsync(Name.Digest, Ct));
    }

    private async Task<byte[]> ReadAsync()
    {
        await using var content = await store.OpenAsync(Name, Layer.Length, Ct);
        var buffer = new byte[Layer.Length];
        Assert.Equal(buffer.Length, await content!.ReadAsync(0, buffer, Ct));
        return buffer;
    }

    private void AssertNoPlaintext()
    {
        foreach (var file in folder.Files().Where(file => !file.StartsWith("quarantine", StringComparison.Ordinal)))
            Assert.DoesNotContain("old plain layer", File.ReadAllText(folder[file], Encoding.Latin1), StringComparison.Ordinal);
    }
}

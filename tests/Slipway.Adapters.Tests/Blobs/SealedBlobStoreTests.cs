using System.Text;
using Slipway.Adapters.Sealing;
using Slipway.Registry;

namespace Slipway.Adapters.Tests.Blobs;

/// <summary>Encrypted files: whatever is done to one behind the store's back, no byte that was not pushed is handed out.</summary>
public sealed class SealedBlobStoreTests() : FileSystemBlobStoreTests(isSealed: true)
{
    private const int Chunk = SealedGeometry.ChunkSize;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData((4 * Chunk) - 1)]
    [InlineData(4 * Chunk)]
    [InlineData((4 * Chunk) + 1)]
    [InlineData((9 * Chunk) + 17)]
    public async Task Every_size_comes_back_whole_and_in_ranges(int size)
    {
        var content = Noise(size);
        var digest = await PushAsync(content, DigestAlgorithm.Sha256);
        Assert.Equal(content, await ReadAsync(digest, size));
        Assert.Equal(size, await Store.FindAsync(Named(digest), Ct));
        Assert.Equal(new(digest, size), await Store.MeasureAsync(Named(digest), Ct));
        await using var open = await Store.OpenAsync(Named(digest), size, Ct);
        var chance = new Random(size);
        for (var round = 0; round < 50; round++)
        {
            var offset = chance.Next(size + 1);
            var buffer = new byte[chance.Next(1, 5 * Chunk)];
            var read = await open!.ReadAsync(offset, buffer, Ct);
            Assert.Equal(content.AsSpan(offset, Math.Min(buffer.Length, size - offset)), buffer.AsSpan(0, read));
        }
    }

    [Fact]
    public async Task Nothing_of_the_plaintext_lies_in_the_folder()
    {
        var secret = Encoding.ASCII.GetBytes(string.Join(' ', Enumerable.Repeat("a layer that nobody may read", 10_000)));
        await PushAsync(secret, DigestAlgorithm.Sha256);
        await using var upload = await Store.CreateUploadAsync(NewKey(), BlobName.Shared, Ct);
        await upload.AppendAsync(Body(secret), null, Ct);
        foreach (var file in folder.Files())
            Assert.DoesNotContain("nobody", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(folder[file], Ct)), StringComparison.Ordinal);
        await upload.AbortAsync(Ct);
    }

    [Theory]
    [InlineData(Chunk + 10)]
    [InlineData((2 * Chunk) + 10)]
    public async Task A_flipped_bit_anywhere_is_never_served(int size)
    {
        var content = Noise(size);
        var digest = await PushAsync(content, DigestAlgorithm.Sha256);
        var whole = await File.ReadAllBytesAsync(PathOf(digest), Ct);
        var second = (int)SealedGeometry.PositionOf(1);
        foreach (var at in Enumerable.Range(0, SealedGeometry.HeaderSize + SealedGeometry.PrefixSize + 4)
            .Concat(Enumerable.Range(second - 3, SealedGeometry.PrefixSize + 6)).Append(whole.Length - 1))
        {
            var changed = (byte[])whole.Clone();
            changed[at] ^= 1;
            Damage(digest, changed);
            await AssertIsSetAsideAsync(digest, content);
            await File.WriteAllBytesAsync(PathOf(digest), whole, Ct);
        }

        Assert.Equal(content, await ReadAsync(digest, size));
        await PushAsync(content, DigestAlgorithm.Sha256);
    }

    [Fact]
    public async Task Chunks_that_changed_places_do_not_open()
    {
        var content = Noise(3 * Chunk);
        var digest = await PushAsync(content, DigestAlgorithm.Sha256);
        var whole = await File.ReadAllBytesAsync(PathOf(digest), Ct);
        var changed = (byte[])whole.Clone();
        whole.AsSpan((int)SealedGeometry.PositionOf(0), SealedGeometry.Stride).CopyTo(changed.AsSpan((int)SealedGeometry.PositionOf(1)));
        whole.AsSpan((int)SealedGeometry.PositionOf(1), SealedGeometry.Stride).CopyTo(changed.AsSpan((int)SealedGeometry.PositionOf(0)));
        Damage(digest, changed);
        await AssertIsSetAsideAsync(digest, content);
    }

    [Fact]
    public async Task The_file_of_another_blob_of_the_same_length_does_not_open()
    {
        var (one, other) = (Noise(1000), Enumerable.Repeat((byte)1, 1000).ToArray());
        var (first, second) = (await PushAsync(one, DigestAlgorithm.Sha256), await PushAsync(other, DigestAlgorithm.Sha256));
        Damage(first, await File.ReadAllBytesAsync(PathOf(second), Ct));
        await AssertIsSetAsideAsync(first, one);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(Chunk)]
    [InlineData(SealedGeometry.Stride)]
    [InlineData(SealedGeometry.Stride + 148)]
    public async Task A_file_that_is_cut_short_does_not_open(int lost)
    {
        var content = Noise(Chunk + 100);
        var digest = await PushAsync(content, DigestAlgorithm.Sha256);
        var whole = await File.ReadAllBytesAsync(PathOf(digest), Ct);
        Damage(digest, whole[..^lost]);
        await AssertIsSetAsideAsync(digest, content);
    }

    [Fact]
    public async Task Under_another_key_blobs_are_shut_and_stay_where_they_are()
    {
        var digest = await PushAsync(Noise(100), DigestAlgorithm.Sha256);
        using var foreign = new Slipway.Adapters.Blobs.FileSystemBlobStore(folder.Path, new SharedKey(new(new byte[32])), sealsShared: true, pieces);
        await Assert.ThrowsAsync<Slipway.Registry.Sealing.KeyUnavailableException>(async () => await foreign.OpenAsync(Named(digest), 100, Ct));
        await Assert.ThrowsAsync<Slipway.Registry.Sealing.KeyUnavailableException>(async () => await foreign.MeasureAsync(Named(digest), Ct));
        Assert.Equal(Noise(100), await ReadAsync(digest, 100));
    }

    /// <summary>Reads it to its end: what comes is what was pushed, and then the blob is gone.</summary>
    private async Task AssertIsSetAsideAsync(Digest digest, byte[] content)
    {
        if (await Store.OpenAsync(Named(digest), content.Length, Ct) is { } open)
        {
            await using (open)
            {
                var buffer = new byte[1000];
                await Assert.ThrowsAsync<InvalidDataException>(async () =>
                {
                    for (var offset = 0; offset < content.Length; offset += buffer.Length)
                    {
                        var read = await open.ReadAsync(offset, buffer, Ct);
                        Assert.Equal(content.AsSpan(offset, read), buffer.AsSpan(0, read));
                    }
                });
            }
        }

        Assert.Null(await Store.FindAsync(Named(digest), Ct));
    }
}

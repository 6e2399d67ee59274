using Slipway.Adapters.Blobs;
using Slipway.Adapters.Sealing;
using Slipway.Adapters.Tests.Support;
using Slipway.Adapters.Unsealed;
using Slipway.Registry;

namespace Slipway.Adapters.Tests.Blobs;

/// <summary>Many readers of the same encrypted blobs, who share what they open.</summary>
public sealed class SharedPullTests : IDisposable
{
    private const int Piece = UnsealedPieces.PieceSize;

    private readonly TemporaryFolder folder = new();
    private readonly UnsealedPieces pieces = new(4 * Piece, 2, TimeProvider.System);
    private readonly FileSystemBlobStore store;

    public SharedPullTests() => store = new(folder.Path, TestKeys.Shared, sealsShared: true, pieces);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        store.Dispose();
        pieces.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Every_reader_gets_the_right_bytes_whatever_the_others_do()
    {
        byte[][] contents = [Noise((9 * Piece) + 17, 1), Noise(3 * Piece, 2), Noise(Piece - 1, 3)];
        var names = new BlobName[contents.Length];
        for (var i = 0; i < contents.Length; i++) names[i] = await PushAsync(contents[i]);
        var lent = 0;
        await Parallel.ForAsync(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 24, CancellationToken = Ct }, async (number, ct) =>
        {
            var chance = new Random(number);
            var content = contents[number % contents.Length];
            await using var open = await store.OpenAsync(names[number % contents.Length], content.Length, ct);
            var offset = chance.Next(3) == 0 ? chance.Next(content.Length) : 0;
            var end = chance.Next(3) == 0 ? chance.Next(offset, content.Length) : content.Length;
            while (offset < end)
            {
                // Some go away in the middle; sometimes a key is disabled, or a blob deleted, and nothing is to be found any more.
                if (chance.Next(60) == 0) return;
                if (chance.Next(60) == 0) pieces.Forget(static _ => true);
                using var loan = await open!.LendAsync(offset, end - offset, ct);
                if (loan is { } bytes)
                {
                    Interlocked.Increment(ref lent);
                    var before = bytes.Memory.Span.SequenceEqual(content.AsSpan(offset, (int)bytes.Length));
                    if (chance.Next(4) == 0) await Task.Delay(chance.Next(4), ct);
                    Assert.True(before && bytes.Memory.Span.SequenceEqual(content.AsSpan(offset, (int)bytes.Length)));
                    offset += (int)Math.Min(end - offset, bytes.Length);
                    continue;
                }

                var buffer = new byte[Math.Min(end - offset, 256 * 1024)];
                Assert.Equal(buffer.Length, await open.ReadAsync(offset, buffer, ct));
                Assert.True(buffer.AsSpan().SequenceEqual(content.AsSpan(offset, buffer.Length)));
                offset += buffer.Length;
            }
        });
        Assert.InRange(pieces.Held, 0, 4 * Piece);
        Assert.InRange(lent, 1, int.MaxValue);
    }

    [Fact]
    public async Task Nothing_of_a_damaged_piece_is_lent_and_what_is_before_the_damage_is_read()
    {
        var content = Noise(3 * Piece, 1);
        var name = await PushAsync(content);
        var file = Path.Combine(folder.Path, "sealed/0/sha256", name.Digest.Hex[..2], name.Digest.Hex);
        var bytes = await File.ReadAllBytesAsync(file, Ct);
        const int Damaged = (Piece / SealedGeometry.ChunkSize) + 3;
        bytes[(int)SealedGeometry.PositionOf(Damaged) + SealedGeometry.PrefixSize + 5] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Ct);
        await using var one = await store.OpenAsync(name, content.Length, Ct);
        await using var other = await store.OpenAsync(name, content.Length, Ct);

        using (var first = await one!.LendAsync(0, content.Length, Ct)) Assert.True(first!.Value.Memory.Span.SequenceEqual(content.AsSpan(0, Piece)));
        Assert.Null(await other!.LendAsync(Piece, 2 * Piece, Ct));
        Assert.Null(await one.LendAsync(Piece, 2 * Piece, Ct));
        var buffer = new byte[3 * SealedGeometry.ChunkSize];
        Assert.Equal(buffer.Length, await one.ReadAsync(Piece, buffer, Ct));
        Assert.True(buffer.AsSpan().SequenceEqual(content.AsSpan(Piece, buffer.Length)));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await one.ReadAsync(Piece + buffer.Length, buffer, Ct));
        Assert.Null(await store.OpenAsync(name, content.Length, Ct));
    }

    [Fact]
    public async Task A_deleted_blob_leaves_the_memory_and_its_readers_read_on()
    {
        var content = Noise(3 * Piece, 1);
        var name = await PushAsync(content);
        await using var one = await store.OpenAsync(name, content.Length, Ct);
        await using var other = await store.OpenAsync(name, content.Length, Ct);
        (await one!.LendAsync(0, content.Length, Ct))!.Value.Dispose();
        await other!.LendAsync(0, content.Length, Ct);
        Assert.True(await store.DeleteAsync(name, Ct));
        Assert.Null(await store.OpenAsync(name, content.Length, Ct));
        using var lent = await one.LendAsync(Piece, 2 * Piece, Ct);
        if (lent is { } bytes) Assert.True(bytes.Memory.Span.SequenceEqual(content.AsSpan(Piece, Piece)));
        var buffer = new byte[1000];
        Assert.Equal(1000, await other.ReadAsync(2 * Piece, buffer, Ct));
        Assert.True(buffer.AsSpan().SequenceEqual(content.AsSpan(2 * Piece, 1000)));
    }

    private static byte[] Noise(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private async Task<BlobName> PushAsync(byte[] content)
    {
        var digest = Digest.FromHash(DigestAlgorithm.Sha256, System.Security.Cryptography.SHA256.HashData(content));
        await using var upload = await store.CreateUploadAsync(new(7, new(digest.Hex[..32])), BlobName.Shared, Ct);
        await upload.AppendAsync(System.IO.Pipelines.PipeReader.Create(new(content)), null, Ct);
        Assert.True(await upload.CommitAsync(digest, Ct));
        return new(BlobName.Shared, digest);
    }
}

using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Slipway.Adapters.Blobs;
using Slipway.Adapters.Sealing;
using Slipway.Adapters.Tests.Support;
using Slipway.Registry;

namespace Slipway.Adapters.Tests.Blobs;

/// <summary>
/// An upload that is killed: each system call of a request is a moment at which the file may be left, also in the middle of
/// a write. What an earlier request had acknowledged is there afterwards, whole.
/// </summary>
public sealed class SealedUploadTests : IDisposable
{
    private const int Chunk = SealedGeometry.ChunkSize;

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(10, 20)]
    [InlineData(10, Chunk)]
    [InlineData(Chunk - 1, 2)]
    [InlineData(Chunk, 10)]
    [InlineData(Chunk + 10, 3 * Chunk)]
    [InlineData((5 * Chunk) + 10, 9 * Chunk)]
    [InlineData(3 * Chunk, 5)]
    public async Task Whatever_of_a_request_reached_the_file_what_was_acknowledged_is_there(int acknowledged, int more)
    {
        var content = new byte[acknowledged + more];
        new Random(more).NextBytes(content);
        using (var first = Create()) Append(first, content.AsMemory(0, acknowledged));
        var before = await File.ReadAllBytesAsync(folder["upload"], Ct);
        List<byte[]> after = [];
        using (var second = Resume())
        {
            Assert.Equal(acknowledged, second.Length);
            // The steps of a request: each leaves a state of the file behind.
            for (var sent = 0; sent < more; sent += Chunk / 2)
            {
                second.Append(new(content.AsMemory(acknowledged + sent, Math.Min(Chunk / 2, more - sent))));
                after.Add(File.ReadAllBytes(folder["upload"]));
            }

            second.Rest();
            after.Add(File.ReadAllBytes(folder["upload"]));
        }

        var states = new[] { before }.Concat(after).ToList();
        for (var state = 1; state < states.Count; state++)
        {
            foreach (var torn in Torn(states[state - 1], states[state]))
            {
                await File.WriteAllBytesAsync(folder["upload"], torn, Ct);
                using (var resumed = Resume())
                {
                    Assert.InRange(resumed.Length, acknowledged, content.Length);
                    Append(resumed, content.AsMemory((int)resumed.Length));
                }

                using var again = Resume();
                Assert.Equal(content, await ReadAsync(again));
            }
        }
    }

    [Fact]
    public void No_two_writings_of_a_chunk_have_a_nonce_in_common()
    {
        HashSet<string> nonces = [];
        var content = new byte[Chunk];
        using (Create()) { }
        for (var length = 0; length < Chunk; length += 5000)
        {
            using (var upload = Resume()) Append(upload, content.AsMemory(0, 5000));
            var file = File.ReadAllBytes(folder["upload"]);
            Assert.True(nonces.Add(Convert.ToHexString(file.AsSpan(SealedGeometry.HeaderSize, NonceSource.Size))));
        }
    }

    public void Dispose() => folder.Dispose();

    /// <summary>A write that was killed on the way: pages of the new state up to some point, the old ones after it.</summary>
    private static IEnumerable<byte[]> Torn(byte[] before, byte[] after)
    {
        for (var cut = 0; cut <= after.Length; cut += 16 * 1024)
        {
            var torn = new byte[Math.Max(cut, before.Length)];
            before.CopyTo(torn, 0);
            // The copy that a request makes first lies behind what it writes over, so it is there whenever that is torn.
            if (after.Length > before.Length && cut > SealedGeometry.HeaderSize) CopyOf(before, ref torn);
            after.AsSpan(0, cut).CopyTo(torn);
            yield return torn;
        }

        yield return after;
    }

    private static void CopyOf(byte[] before, ref byte[] torn)
    {
        var rest = (before.Length - SealedGeometry.HeaderSize) % SealedGeometry.Stride;
        if (rest == 0) return;
        var at = before.Length - rest + SealedGeometry.Stride;
        if (torn.Length < at + rest) Array.Resize(ref torn, at + rest);
        before.AsSpan(before.Length - rest).CopyTo(torn.AsSpan(at));
    }

    private SealedUpload Create()
    {
        var file = File.OpenHandle(folder["upload"], FileMode.Create, FileAccess.ReadWrite);
        return SealedUpload.Create(file, BlobName.Shared, Key());
    }

    private SealedUpload Resume()
    {
        SafeFileHandle file = File.OpenHandle(folder["upload"], FileMode.Open, FileAccess.ReadWrite);
        var header = OpenFiles.ReadHeader(file)!;
        return SealedUpload.Resume(file, header, header.Open(Key())!);
    }

    private static WrappingKey Key() => TestKeys.Shared.FindAsync(BlobName.Shared, Ct).AsTask().GetAwaiter().GetResult();

    private static void Append(SealedUpload upload, ReadOnlyMemory<byte> content)
    {
        upload.Append(new ReadOnlySequence<byte>(content));
        upload.Rest();
    }

    private static async Task<byte[]> ReadAsync(SealedUpload upload)
    {
        var content = new byte[upload.Length];
        Assert.Equal(content.Length, await upload.ReadAsync(0, content, Ct));
        return content;
    }
}

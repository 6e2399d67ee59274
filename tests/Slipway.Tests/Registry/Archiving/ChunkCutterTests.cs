using FsCheck;
using FsCheck.Fluent;
using Slipway.Registry.Archiving;

namespace Slipway.Tests.Registry.Archiving;

/// <summary>Chunks keep their bounds, and are cut alike wherever their bytes lie.</summary>
public sealed class ChunkCutterTests
{
    [Fact]
    public void Chunks_make_up_the_layer_and_keep_their_bounds() => Prop.ForAll(
        Gen.Choose(1, 6_000_000).SelectMany(length => Gen.Choose(0, int.MaxValue - 1).Select(seed => (length, seed))).ToArbitrary(),
        layer =>
        {
            var chunks = Cut(Bytes(layer.seed, layer.length));
            return chunks.Sum() == layer.length
                && chunks.SkipLast(1).All(length => length is >= ChunkCutter.Shortest and <= ChunkCutter.Longest)
                && chunks[^1] is > 0 and <= ChunkCutter.Longest;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    [InlineData(9_999_999)]
    public void An_insertion_changes_the_chunks_around_it_alone(int at)
    {
        var before = Bytes(7, 20_000_000);
        byte[] after = [.. before.AsSpan(0, at), 1, 2, 3, .. before.AsSpan(at)];
        var known = Hashes(before);
        var changed = Hashes(after).Count(hash => !known.Contains(hash));
        Assert.InRange(known.Count, 40, 200);
        Assert.InRange(changed, 1, 4);
    }

    [Fact]
    public void What_has_no_features_is_cut_at_the_longest() =>
        Assert.All(Cut(new byte[5 * ChunkCutter.Longest]), length => Assert.Equal(ChunkCutter.Longest, length));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(70_000)]
    public void What_gains_from_compression_is_compressed_and_comes_back(int length)
    {
        var text = new byte[length];
        for (var i = 0; i < length; i++) text[i] = (byte)(i / 100 % 50);
        var target = new byte[length];
        var compressed = ChunkCompression.TryCompress(text, target);
        Assert.Equal(length > 1000, compressed is not null);
        if (compressed is not { } stored) return;
        var expanded = new byte[length];
        Assert.True(ChunkCompression.TryExpand(target.AsSpan(0, stored), expanded));
        Assert.Equal(text, expanded);
        Assert.False(ChunkCompression.TryExpand(target.AsSpan(0, stored), new byte[length + 1]));
    }

    [Fact]
    public void What_is_compressed_already_is_left_alone() => Assert.Null(ChunkCompression.TryCompress(Bytes(3, 300_000), new byte[300_000]));

    private static List<int> Cut(ReadOnlySpan<byte> layer)
    {
        List<int> lengths = [];
        while (layer.Length > 0)
        {
            lengths.Add(ChunkCutter.Cut(layer));
            layer = layer[lengths[^1]..];
        }

        return lengths;
    }

    private static HashSet<string> Hashes(byte[] layer)
    {
        HashSet<string> hashes = [];
        var at = 0;
        foreach (var length in Cut(layer))
        {
            hashes.Add(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(layer.AsSpan(at, length))));
            at += length;
        }

        return hashes;
    }

    private static byte[] Bytes(int seed, int length)
    {
        var bytes = new byte[length];
        new System.Random(seed).NextBytes(bytes);
        return bytes;
    }
}

using FsCheck;
using FsCheck.Fluent;
using Slipway.Oci;

namespace Slipway.Tests.Oci;

/// <summary>RFC 9110, section 14.</summary>
public sealed class ByteRangeTests
{
    [Theory]
    [InlineData("bytes=0-9", 0, 9)]
    [InlineData("bytes=500-1499", 500, 1499)]
    [InlineData("bytes=500-", 500, 1999)]
    [InlineData("bytes=-500", 1500, 1999)]
    [InlineData("bytes=-5000", 0, 1999)]
    [InlineData("bytes=1999-9999999999999999999999", 1999, 1999)]
    [InlineData("BYTES=0-0", 0, 0)]
    public void A_range_is_cut_at_the_end(string header, long first, long last)
    {
        var (isWhole, range) = ByteRange.Parse(header, 2000);
        Assert.False(isWhole);
        Assert.Equal(new ByteRange(first, last), range);
    }

    [Theory]
    [InlineData("bytes=2000-")]
    [InlineData("bytes=5000-10000")]
    [InlineData("bytes=500-0")]
    [InlineData("bytes=-0")]
    public void A_range_without_a_byte_cannot_be_satisfied(string header) => Assert.Equal((false, null), ByteRange.Parse(header, 2000));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("items=0-1")]
    [InlineData("bytes=")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=1")]
    [InlineData("bytes=--1")]
    [InlineData("bytes=0-1,5-6")]
    public void What_is_no_single_range_of_bytes_is_answered_whole(string? header) => Assert.Equal((true, null), ByteRange.Parse(header, 2000));

    [Fact]
    public void Every_range_lies_within_the_content() => Prop.ForAll<long, long, NonNegativeInt>((a, b, length) =>
    {
        foreach (var header in (string[])[$"bytes={a}-{b}", $"bytes={a}-", $"bytes=-{b}"])
            if (ByteRange.Parse(header, length.Get).Range is { } range && (range.First < 0 || range.Last >= length.Get || range.Length <= 0)) return false;
        return true;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("0-0", 0, 0)]
    [InlineData("10-19", 10, 19)]
    [InlineData("bytes 10-19/*", 10, 19)]
    [InlineData("bytes=10-19", 10, 19)]
    public void A_chunk_states_its_first_and_last_byte(string header, long first, long last)
    {
        Assert.True(ByteRange.TryParseChunk(header, out var range));
        Assert.Equal(new ByteRange(first, last), range);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1-")]
    [InlineData("-1")]
    [InlineData("2-1")]
    [InlineData("a-b")]
    public void What_is_no_chunk_is_refused(string header) => Assert.False(ByteRange.TryParseChunk(header, out _));
}

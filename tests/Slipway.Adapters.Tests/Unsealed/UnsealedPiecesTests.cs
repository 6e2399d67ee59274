using Slipway.Adapters.Unsealed;
using Slipway.Registry;

namespace Slipway.Adapters.Tests.Unsealed;

public sealed class UnsealedPiecesTests
{
    private const int Piece = UnsealedPieces.PieceSize;
    private const long Length = (5 * Piece) + 1000;
    private static readonly BlobName Name = NameOf(1);

    private readonly PieceClock clock = new();
    private readonly CountedSource source = new(Length);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_piece_is_opened_once_for_all_who_come_by()
    {
        using UnsealedPieces pieces = new(16 * Piece, 1, clock);
        var readers = await JoinAsync(pieces, 8);
        for (var offset = 0L; offset < Length; offset += Piece)
            foreach (var reader in readers) await AssertLendsAsync(reader, offset, Math.Min(Piece, Length - offset));
        Assert.Equal(6, source.Reads);
        foreach (var reader in readers) await reader.DisposeAsync();
    }

    [Fact]
    public async Task Those_who_ask_at_the_same_time_wait_for_one()
    {
        using UnsealedPieces pieces = new(16 * Piece, 1, clock);
        var readers = await JoinAsync(pieces, 8);
        var gate = new TaskCompletionSource();
        source.Gate = gate.Task;
        var asked = readers.Select(reader => reader.LendAsync(source, 0, Length, Ct).AsTask()).ToArray();
        Assert.All(asked, task => Assert.False(task.IsCompleted));
        gate.SetResult();
        foreach (var task in asked)
        {
            using var lent = await task;
            CountedSource.AssertIs(0, lent!.Value.Memory.Span);
        }

        Assert.Equal(1, source.Reads);
    }

    [Fact]
    public async Task Who_is_alone_reads_for_itself_where_no_core_is_idle()
    {
        using UnsealedPieces pieces = new(16 * Piece, 1, clock);
        await using var reader = pieces.Join(Name, Length)!;
        Assert.Null(await reader.LendAsync(source, 0, Length, Ct));
        Assert.Equal((0, 0), (source.Reads, pieces.Held));
    }

    [Fact]
    public async Task Who_is_alone_finds_the_next_piece_opened_where_a_core_is_idle()
    {
        using UnsealedPieces pieces = new(16 * Piece, 2, clock);
        var reader = pieces.Join(Name, Length)!;
        await AssertLendsAsync(reader, 0, Piece);
        await reader.SettleAsync();
        Assert.Equal(2, source.Reads);
        await AssertLendsAsync(reader, Piece, Piece);
        await reader.DisposeAsync();
        Assert.Equal(3, source.Reads);
    }

    [Theory]
    [InlineData(0, Piece / 4)]
    [InlineData(Piece * 3 / 4, Piece / 2)]
    public async Task A_piece_is_not_opened_for_one_reader_of_little_of_it(long offset, long count)
    {
        using UnsealedPieces pieces = new(16 * Piece, 2, clock);
        await using var reader = pieces.Join(Name, Length)!;
        Assert.Null(await reader.LendAsync(source, offset, count, Ct));
    }

    [Fact]
    public async Task Who_is_far_behind_does_not_make_others_open_pieces_for_it()
    {
        using UnsealedPieces pieces = new(2 * Piece, 1, clock);
        var readers = await JoinAsync(pieces, 2);
        Assert.Null(await readers[0].LendAsync(source, 4 * Piece, Length - (4 * Piece), Ct));
    }

    [Fact]
    public async Task No_more_is_held_than_may_be_and_what_is_lent_stays()
    {
        using UnsealedPieces pieces = new(2 * Piece, 1, clock);
        var readers = await JoinAsync(pieces, 4);
        var first = await readers[0].LendAsync(source, 0, Length, Ct);
        var second = await readers[1].LendAsync(source, Piece, Length - Piece, Ct);
        Assert.Null(await readers[2].LendAsync(source, 2 * Piece, Length - (2 * Piece), Ct));
        Assert.Equal(2 * Piece, pieces.Held);
        CountedSource.AssertIs(0, first!.Value.Memory.Span);
        CountedSource.AssertIs(Piece, second!.Value.Memory.Span);

        first.Value.Dispose();
        first.Value.Dispose();
        await AssertLendsAsync(readers[2], 2 * Piece, Piece);
        Assert.Equal(2 * Piece, pieces.Held);
        CountedSource.AssertIs(Piece, second.Value.Memory.Span);
        second.Value.Dispose();
    }

    [Fact]
    public async Task Who_takes_too_long_for_a_piece_reads_for_itself_and_is_not_waited_for()
    {
        using UnsealedPieces pieces = new(16 * Piece, 1, clock);
        var readers = await JoinAsync(pieces, 2);
        await AssertLendsAsync(readers[0], 0, Piece);
        clock.Advance(UnsealedPieces.Pace + TimeSpan.FromTicks(1));
        Assert.Null(await readers[1].LendAsync(source, 0, Length, Ct));
        await AssertLendsAsync(readers[1], 0, Piece);
        clock.Advance(UnsealedPieces.Pace + TimeSpan.FromTicks(1));
        Assert.Null(await readers[0].LendAsync(source, Piece, Length - Piece, Ct));
        Assert.Null(await readers[0].LendAsync(source, 2 * Piece, Length - (2 * Piece), Ct));
    }

    [Fact]
    public async Task Who_opens_a_piece_is_not_waited_for_without_end()
    {
        using UnsealedPieces pieces = new(16 * Piece, 1, clock);
        var readers = await JoinAsync(pieces, 3);
        TaskCompletionSource never = new();
        source.Gate = never.Task;
        var leader = readers[0].LendAsync(source, 0, Length, Ct).AsTask();
        var follower = readers[1].LendAsync(source, 0, Length, Ct).AsTask();
        clock.Advance(UnsealedReader.Patience);
        Assert.Null(await follower);
        never.SetResult();
        using (var lent = await leader) CountedSource.AssertIs(0, lent!.Value.Memory.Span);
        await AssertLendsAsync(readers[1], 0, Piece);
    }

    [Fact]
    public async Task A_piece_that_cannot_be_opened_is_nobodys()
    {
        using UnsealedPieces pieces = new(16 * Piece, 1, clock);
        var readers = await JoinAsync(pieces, 2);
        source.IsBroken = true;
        Assert.Null(await readers[0].LendAsync(source, 0, Length, Ct));
        Assert.Null(await readers[1].LendAsync(source, 0, Length, Ct));
        source.IsBroken = false;
        await AssertLendsAsync(readers[0], 0, Piece);
    }

    [Fact]
    public async Task What_nobody_uses_goes_back_to_the_system()
    {
        using UnsealedPieces pieces = new(16 * Piece, 1, clock);
        var readers = await JoinAsync(pieces, 2);
        var kept = await readers[0].LendAsync(source, 0, Length, Ct);
        await AssertLendsAsync(readers[1], Piece, Piece);
        Assert.Equal(2 * Piece, pieces.Held);
        clock.Advance(UnsealedPieces.Rest);
        Assert.Equal(Piece, pieces.Held);
        CountedSource.AssertIs(0, kept!.Value.Memory.Span);
        kept.Value.Dispose();
        clock.Advance(UnsealedPieces.Rest);
        Assert.Equal(0, pieces.Held);
    }

    [Fact]
    public async Task What_is_forgotten_is_found_by_nobody_who_comes_later()
    {
        using UnsealedPieces pieces = new(16 * Piece, 1, clock);
        var readers = await JoinAsync(pieces, 2);
        using var kept = await readers[0].LendAsync(source, 0, Length, Ct);
        await AssertLendsAsync(readers[1], Piece, Piece);
        pieces.Forget(static name => name == NameOf(2));
        Assert.Equal(2 * Piece, pieces.Held);
        pieces.Forget(static name => name == Name);
        Assert.Equal(Piece, pieces.Held);
        CountedSource.AssertIs(0, kept!.Value.Memory.Span);

        var later = await JoinAsync(pieces, 2);
        var before = source.Reads;
        await AssertLendsAsync(later[0], 0, Piece);
        Assert.Equal(before + 1, source.Reads);
    }

    [Fact]
    public void Nothing_is_shared_where_there_is_no_room_for_a_piece()
    {
        using UnsealedPieces pieces = new(Piece - 1, 8, clock);
        Assert.Null(pieces.Join(Name, Length));
    }

    private static BlobName NameOf(int number) => new(BlobName.Shared, Digest.FromHash(DigestAlgorithm.Sha256, [.. Enumerable.Repeat((byte)number, 32)]));

    /// <summary>Readers who are all at the beginning, and have said so.</summary>
    private static async Task<UnsealedReader[]> JoinAsync(UnsealedPieces pieces, int count)
    {
        var readers = Enumerable.Range(0, count).Select(_ => pieces.Join(Name, Length)!).ToArray();
        CountedSource broken = new(Length) { IsBroken = true };
        foreach (var reader in readers) Assert.Null(await reader.LendAsync(broken, 0, Length, Ct));
        return readers;
    }

    private async Task AssertLendsAsync(UnsealedReader reader, long offset, long count)
    {
        using var lent = await reader.LendAsync(source, offset, Length - offset, Ct);
        Assert.Equal(count, lent!.Value.Length);
        CountedSource.AssertIs(offset, lent.Value.Memory.Span);
    }
}

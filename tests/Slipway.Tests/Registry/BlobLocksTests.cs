using Slipway.Registry;

namespace Slipway.Tests.Registry;

public sealed class BlobLocksTests
{
    private static readonly Digest One = Digest.Of(DigestAlgorithm.Sha256, [1]);
    private static readonly Digest Two = Digest.Of(DigestAlgorithm.Sha256, [2]);

    private readonly BlobLocks locks = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_digest_has_one_holder_at_a_time()
    {
        var first = await locks.TakeAsync(One, Ct);
        var second = locks.TakeAsync(One, Ct).AsTask();
        using (await locks.TakeAsync(Two, Ct)) Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();
        (await locks.TakeAsync(One, Ct)).Dispose();
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_nothing_along()
    {
        using var impatient = new CancellationTokenSource();
        var first = await locks.TakeAsync(One, Ct);
        var second = locks.TakeAsync(One, impatient.Token).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();
        (await locks.TakeAsync(One, Ct)).Dispose();
    }

    [Fact]
    public async Task Many_take_turns()
    {
        var (inside, most) = (0, 0);
        await Parallel.ForAsync(0, 2000, Ct, async (_, ct) =>
        {
            using (await locks.TakeAsync(One, ct))
            {
                most = Math.Max(most, Interlocked.Increment(ref inside));
                await Task.Yield();
                Interlocked.Decrement(ref inside);
            }
        });
        Assert.Equal(1, most);
    }
}

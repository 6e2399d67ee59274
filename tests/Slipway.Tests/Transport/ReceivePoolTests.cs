using Slipway.Server.Transport;

namespace Slipway.Tests.Transport;

public sealed class ReceivePoolTests
{
    [Fact]
    public void A_block_is_large_and_lent_to_one_at_a_time()
    {
        using var pool = new ReceivePool();
        using var first = pool.Rent(4096);
        using var second = pool.Rent(4096);
        Assert.Equal(64 * 1024, first.Memory.Length);
        Assert.NotSame(first, second);
    }

    [Fact]
    public void A_block_that_is_given_back_is_lent_again()
    {
        using var pool = new ReceivePool();
        var first = pool.Rent();
        first.Dispose();
        Assert.Same(first, pool.Rent());
    }

    [Fact]
    public void A_block_that_is_given_back_twice_is_still_lent_to_one_at_a_time()
    {
        using var pool = new ReceivePool();
        var block = pool.Rent();
        block.Dispose();
        block.Dispose();
        Assert.NotSame(pool.Rent(), pool.Rent());
    }

    [Fact]
    public void More_than_a_block_is_refused()
    {
        using var pool = new ReceivePool();
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Rent(64 * 1024 + 1));
    }
}

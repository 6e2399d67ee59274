using Slipway.Registry.Caching;

namespace Slipway.Tests.Registry;

public sealed class LinearizableCacheTests
{
    private readonly LinearizableCache<string, int> cache = new(budget: 1000);

    [Fact]
    public void What_was_read_is_remembered()
    {
        cache.Offer("a", 1, cache.Begin("a", 1), 7, cost: 1);
        Assert.True(cache.TryGet("a", 1, out var value));
        Assert.Equal(7, value);
    }

    [Fact]
    public void What_was_read_before_a_write_is_not_remembered_after_it()
    {
        var ticket = cache.Begin("a", 1);
        cache.Write("a").Dispose();
        cache.Offer("a", 1, ticket, 7, cost: 1);
        Assert.False(cache.TryGet("a", 1, out _));
    }

    [Fact]
    public void Nothing_is_remembered_or_answered_while_a_write_is_under_way()
    {
        cache.Offer("a", 1, cache.Begin("a", 1), 7, cost: 1);
        using (cache.Write("a"))
        {
            Assert.False(cache.TryGet("a", 1, out _));
            cache.Offer("a", 1, cache.Begin("a", 1), 7, cost: 1);
            Assert.False(cache.TryGet("a", 1, out _));
        }

        cache.Offer("a", 1, cache.Begin("a", 1), 8, cost: 1);
        Assert.True(cache.TryGet("a", 1, out _));
    }

    [Fact]
    public void A_read_that_began_during_a_write_is_not_remembered_after_it()
    {
        var fence = cache.Write("a");
        var ticket = cache.Begin("a", 1);
        fence.Dispose();
        cache.Offer("a", 1, ticket, 7, cost: 1);
        Assert.False(cache.TryGet("a", 1, out _));
    }

    [Fact]
    public void Overlapping_writes_keep_the_key_closed_until_the_last_has_ended()
    {
        var first = cache.Write("a");
        var second = cache.Write("a");
        first.Dispose();
        first.Dispose();
        cache.Offer("a", 1, cache.Begin("a", 1), 7, cost: 1);
        Assert.False(cache.TryGet("a", 1, out _));
        second.Dispose();
        cache.Offer("a", 1, cache.Begin("a", 1), 7, cost: 1);
        Assert.True(cache.TryGet("a", 1, out _));
    }

    [Fact]
    public void A_write_of_a_scope_forgets_all_of_it_and_nothing_else()
    {
        cache.Offer("a", 1, cache.Begin("a", 1), 7, cost: 1);
        cache.Offer("b", 1, cache.Begin("b", 1), 8, cost: 1);
        cache.Offer("c", 2, cache.Begin("c", 2), 9, cost: 1);
        var late = cache.Begin("d", 1);
        cache.WriteScope(1).Dispose();
        cache.Offer("d", 1, late, 10, cost: 1);
        Assert.Equal([false, false, true, false], new[] { ("a", 1), ("b", 1), ("c", 2), ("d", 1) }.Select(key => cache.TryGet(key.Item1, key.Item2, out _)));
        cache.WriteAll().Dispose();
        Assert.False(cache.TryGet("c", 2, out _));
    }

    [Fact]
    public void Costs_are_bounded_and_what_is_used_stays_longest()
    {
        cache.Offer("hot", 1, cache.Begin("hot", 1), 1, cost: 100);
        for (var i = 0; i < 100; i++)
        {
            Assert.True(cache.TryGet("hot", 1, out _));
            cache.Offer($"cold-{i}", 1, cache.Begin($"cold-{i}", 1), i, cost: 100);
        }

        Assert.InRange(Enumerable.Range(0, 100).Count(i => cache.TryGet($"cold-{i}", 1, out _)), 5, 9);
    }

    [Fact]
    public void What_would_push_out_everything_else_is_not_remembered()
    {
        cache.Offer("huge", 1, cache.Begin("huge", 1), 1, cost: 900);
        Assert.False(cache.TryGet("huge", 1, out _));
    }

    // A store whose value only grows, read and written from many sides with delays: nobody ever sees it shrink.
    [Fact]
    public async Task Nobody_sees_an_older_value_after_a_newer_one()
    {
        var stored = 0;
        var newestSeen = 0;
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                var atLeast = Volatile.Read(ref newestSeen);
                if (!cache.TryGet("k", 1, out var value))
                {
                    var ticket = cache.Begin("k", 1);
                    value = Volatile.Read(ref stored);
                    await Task.Yield();
                    cache.Offer("k", 1, ticket, value, cost: 1);
                }

                Assert.True(value >= atLeast, $"{value} after {atLeast}");
                for (var newest = newestSeen; value > newest; newest = newestSeen) Interlocked.CompareExchange(ref newestSeen, value, newest);
            }
        })).ToList();

        for (var i = 1; i <= 20_000; i++)
        {
            using var fence = i % 3 == 0 ? cache.WriteScope(1) : cache.Write("k");
            if (i % 5 == 0) await Task.Yield();
            Volatile.Write(ref stored, i);
            if (i % 7 == 0) await Task.Yield();
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
    }
}

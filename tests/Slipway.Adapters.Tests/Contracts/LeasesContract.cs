using Slipway.Workers;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every <see cref="ILeases"/> must do.</summary>
public abstract class LeasesContract
{
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract ILeases Leases { get; }

    [Fact]
    public async Task A_name_has_one_holder_until_it_lets_go()
    {
        var first = await Leases.TryTakeAsync("collection", Duration, Ct);
        Assert.NotNull(first);
        Assert.False(first.Lost.IsCancellationRequested);
        Assert.Null(await Leases.TryTakeAsync("collection", Duration, Ct));
        await first.DisposeAsync();

        await using var second = await Leases.TryTakeAsync("collection", Duration, Ct);
        Assert.NotNull(second);
    }

    [Fact]
    public async Task Letting_go_twice_takes_it_from_nobody()
    {
        var first = await Leases.TryTakeAsync("collection", Duration, Ct);
        await first!.DisposeAsync();
        await using var second = await Leases.TryTakeAsync("collection", Duration, Ct);
        await first.DisposeAsync();
        Assert.Null(await Leases.TryTakeAsync("collection", Duration, Ct));
    }

    [Fact]
    public async Task Names_are_independent()
    {
        await using var one = await Leases.TryTakeAsync("collection", Duration, Ct);
        await using var other = await Leases.TryTakeAsync("expiry", Duration, Ct);
        Assert.NotNull(one);
        Assert.NotNull(other);
    }

    [Fact]
    public async Task Of_many_at_once_one_gets_it()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Leases.TryTakeAsync("collection", Duration, Ct).AsTask())));
        await Assert.Single(taken, lease => lease is not null)!.DisposeAsync();
    }
}

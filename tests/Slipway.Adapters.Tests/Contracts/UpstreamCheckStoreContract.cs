using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.PullThrough;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of comparisons with upstreams must do.</summary>
public abstract class UpstreamCheckStoreContract
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private protected abstract IUpstreamCheckStore Store { get; }

    private protected abstract IRepositoryStore Repositories { get; }

    [Fact]
    public async Task The_last_comparison_of_a_tag_is_kept()
    {
        var ct = TestContext.Current.CancellationToken;
        Assert.True(RepositoryName.TryParse("team/web", out var name));
        var repository = await Repositories.TryAddAsync(
            new(0, new("000000000000", "us-east-1"), name, Start, TagRules.Mutable, ScanOnPush: false, Encryption.Default, TagSet.Empty), ct);
        var (one, two) = (ImageTag.Parse("one"), ImageTag.Parse("two"));
        Assert.Null(await Store.FindAsync(repository!.Id, one, ct));
        await Store.PutAsync(repository.Id, one, Start, ct);
        await Store.PutAsync(repository.Id, one, Start.AddDays(1), ct);
        Assert.Equal(Start.AddDays(1), await Store.FindAsync(repository.Id, one, ct));
        Assert.Null(await Store.FindAsync(repository.Id, two, ct));
        await Store.PutAsync(repository.Id + 1, one, Start, ct);
        Assert.Null(await Store.FindAsync(repository.Id + 1, one, ct));
    }
}

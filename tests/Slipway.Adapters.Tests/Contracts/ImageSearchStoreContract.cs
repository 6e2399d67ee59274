using Slipway.Registry;
using Slipway.Registry.Search;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every <see cref="IImageSearchStore"/> must do.</summary>
public abstract class ImageSearchStoreContract : RegistryContract
{
    public static TheoryData<ImageOrder, bool> Orders =>
        new() { { ImageOrder.Pushed, false }, { ImageOrder.Pushed, true }, { ImageOrder.Size, false }, { ImageOrder.Size, true }, { ImageOrder.Pulled, false }, { ImageOrder.Pulled, true } };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Windows_follow_each_other_in_the_order_without_gap_or_repetition(ImageOrder order, bool isDescending)
    {
        var all = await Fill();
        var search = new ImageSearch(Home, order, isDescending);
        List<Image> found = [];
        SearchPosition? at = null;
        do
        {
            var window = await Stores.Search.ReadAsync(search, at, 4, Ct);
            found.AddRange(window.Matches.Select(match => match.Image));
            at = window.Last;
        }
        while (at is not null);
        Assert.Equal(all.Count, found.Select(image => image.Digest).Distinct().Count());
        Assert.Equal(all.Count, found.Count);
        var keys = found.Select(KeyOf).ToList();
        Assert.Equal(isDescending ? keys.OrderDescending() : keys.Order(), keys);

        long KeyOf(Image image) => order switch
        {
            ImageOrder.Pushed => image.PushedAt.ToUnixTimeMilliseconds(),
            ImageOrder.Size => image.SizeInBytes,
            _ => image.LastPulledAt?.ToUnixTimeMilliseconds() ?? 0,
        };
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bounds_of_the_order_are_inclusive_and_end_it(bool isDescending)
    {
        await Fill();
        var search = new ImageSearch(Home, ImageOrder.Size, isDescending) { MinSize = 20, MaxSize = 40 };
        var window = await Stores.Search.ReadAsync(search, null, 1000, Ct);
        Assert.Equal(isDescending ? [40, 30, 20] : new long[] { 20, 30, 40 }, window.Matches.Select(match => match.Image.SizeInBytes));
        Assert.Null(window.Last);
    }

    [Fact]
    public async Task Other_registries_and_deleted_repositories_are_looked_over()
    {
        await Fill();
        var other = (await Repositories.TryAddAsync(Draft("one") with { Registry = new("111122223333", "eu-west-1") }, Ct))!.Id;
        await Put(Draft(other, "elsewhere", "tag"));
        var window = await Stores.Search.ReadAsync(new(new("111122223333", "eu-west-1"), ImageOrder.Pushed, false), null, 1000, Ct);
        Assert.Equal(DigestOf("elsewhere"), Assert.Single(window.Matches).Image.Digest);
        await Repositories.DeleteAsync(new("111122223333", "eu-west-1"), Name("one"), force: true, Ct);
        Assert.Empty((await Stores.Search.ReadAsync(new(new("111122223333", "eu-west-1"), ImageOrder.Pushed, false), null, 1000, Ct)).Matches);
    }

    [Fact]
    public async Task Tags_and_repositories_are_matched_by_patterns()
    {
        await Fill();
        var search = new ImageSearch(Home, ImageOrder.Pushed, false) { RepositoryPattern = "t*", TagPattern = "*3" };
        var match = Assert.Single((await Stores.Search.ReadAsync(search, null, 1000, Ct)).Matches);
        Assert.Equal(("two", "tag-3"), (match.Repository.ToString(), Assert.Single(match.Image.Tags).ToString()));
    }

    /// <summary>Six images in each of two repositories, of sizes 10 to 60, every other one pulled.</summary>
    private async Task<List<Digest>> Fill()
    {
        List<Digest> all = [];
        foreach (var name in new[] { "one", "two" })
        {
            var id = await AddRepository(name);
            for (var number = 1; number <= 6; number++)
            {
                var size = name == "one" ? number * 10 : 100 + number;
                all.Add(await Put(Draft(id, $"{name} {number}", $"tag-{number}") with { SizeInBytes = size, PushedAt = Start.AddSeconds(number % 3) }));
                if (number % 2 == 0) await Images.RecordPullsAsync([new(id, all[^1], Start.AddHours(7 - number))], Ct);
            }
        }

        return all;
    }
}

using Slipway.Registry.Images;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every <see cref="IPullExclusionStore"/> must do.</summary>
public abstract class PullExclusionStoreContract : RegistryContract
{
    [Fact]
    public async Task An_exclusion_is_its_registrys_own_and_there_once()
    {
        var elsewhere = Home with { Region = "eu-west-1" };
        Assert.Equal(ExclusionAddition.Added, await Exclusions.AddAsync(new(Home, "b", Start), 2, Ct));
        Assert.Equal(ExclusionAddition.Exists, await Exclusions.AddAsync(new(Home, "b", Start), 1, Ct));
        Assert.Equal(ExclusionAddition.Added, await Exclusions.AddAsync(new(Home, "a", Start), 2, Ct));
        Assert.Equal(ExclusionAddition.TooMany, await Exclusions.AddAsync(new(Home, "c", Start), 2, Ct));
        Assert.Equal(ExclusionAddition.Added, await Exclusions.AddAsync(new(elsewhere, "b", Start), 2, Ct));
        Assert.Equal(["a", "b"], (await Exclusions.ListAsync(Home, null, 2, Ct)).Items);
        Assert.Equal(["b"], (await Exclusions.ListAsync(Home, "a", 2, Ct)).Items);
        Assert.True((await Exclusions.ListAsync(Home, null, 1, Ct)).HasMore);
        Assert.True(await Exclusions.RemoveAsync(Home, "b", Ct));
        Assert.False(await Exclusions.RemoveAsync(Home, "b", Ct));
        Assert.Equal(["b"], (await Exclusions.ListAsync(elsewhere, null, 2, Ct)).Items);
    }

    [Fact]
    public async Task All_registries_are_read_page_by_page()
    {
        HashSet<PullExclusion> added = [];
        foreach (var region in (string[])["eu-west-1", "us-east-1"])
        {
            foreach (var arn in (string[])["a", "b", "c"])
            {
                PullExclusion exclusion = new(Home with { Region = region }, arn, Start);
                added.Add(exclusion);
                await Exclusions.AddAsync(exclusion, 10, Ct);
            }
        }

        List<PullExclusion> found = [];
        bool hasMore;
        do
        {
            var page = await Exclusions.ListAllAsync(found.LastOrDefault(), 2, Ct);
            found.AddRange(page.Items);
            hasMore = page.HasMore;
        }
        while (hasMore);
        Assert.Equal(6, found.Count);
        Assert.True(added.SetEquals(found));
    }
}

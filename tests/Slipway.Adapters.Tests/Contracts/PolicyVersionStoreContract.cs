using Slipway.Identity.Policies;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of policy versions must do.</summary>
public abstract class PolicyVersionStoreContract(PolicyStores stores) : PolicyContract(stores)
{
    [Fact]
    public async Task A_new_version_is_in_force_only_when_that_is_said()
    {
        var arn = await AddPolicy("Push");

        var second = await Versions.AddAsync(arn, "second", isDefault: false, 5, Then.AddDays(1), Ct);
        Assert.Equal(new(true, new(2, "second", IsDefault: false, Then.AddDays(1))), second);
        Assert.Equal((1, Then.AddDays(1)), await DefaultOf(arn));

        var third = await Versions.AddAsync(arn, "third", isDefault: true, 5, Then.AddDays(2), Ct);
        Assert.True(third.Version!.IsDefault);
        Assert.Equal((3, Then.AddDays(2)), await DefaultOf(arn));
        Assert.False((await Versions.FindAsync(arn, 1, Ct))!.IsDefault);
        Assert.True((await Versions.FindAsync(arn, 3, Ct))!.IsDefault);
    }

    [Fact]
    public async Task A_number_is_never_used_again()
    {
        var arn = await AddPolicy("Push");
        await Versions.AddAsync(arn, "second", isDefault: false, 5, Then, Ct);
        await Versions.DeleteAsync(arn, 2, Ct);
        Assert.Equal(3, (await Versions.AddAsync(arn, "third", isDefault: false, 5, Then, Ct)).Version!.Number);
    }

    [Fact]
    public async Task A_policy_has_no_more_versions_than_it_may()
    {
        var arn = await AddPolicy("Push");
        await Versions.AddAsync(arn, "second", isDefault: false, 2, Then, Ct);

        Assert.Equal(new(IsFound: true, Version: null), await Versions.AddAsync(arn, "third", isDefault: true, 2, Then, Ct));
        Assert.Equal((1, Then), await DefaultOf(arn));
        Assert.Equal(default, await Versions.AddAsync(arn + "x", "x", isDefault: false, 2, Then, Ct));
    }

    [Fact]
    public async Task The_latest_version_is_listed_first()
    {
        var arn = await AddPolicy("Push");
        await Versions.AddAsync(arn, "second", isDefault: true, 5, Then, Ct);
        await Versions.AddAsync(arn, "third", isDefault: false, 5, Then, Ct);
        await AddPolicy("Other");

        var first = await Versions.ListAsync(arn, long.MaxValue, 2, Ct);
        Assert.Equal([(3L, false), (2L, true)], first.Items.Select(version => (version.Number, version.IsDefault)));
        Assert.True(first.HasMore);
        var rest = await Versions.ListAsync(arn, 2, 2, Ct);
        Assert.Equal(["first of Push"], rest.Items.Select(version => version.Document));
        Assert.False(rest.HasMore);
    }

    [Fact]
    public async Task Another_version_can_be_put_in_force()
    {
        var arn = await AddPolicy("Push");
        await Versions.AddAsync(arn, "second", isDefault: true, 5, Then, Ct);

        Assert.True(await Versions.SetDefaultAsync(arn, 1, Ct));
        Assert.Equal((1, Then), await DefaultOf(arn));
        Assert.False(await Versions.SetDefaultAsync(arn, 9, Ct));
        Assert.False(await Versions.SetDefaultAsync(arn + "x", 1, Ct));
        Assert.Equal((1, Then), await DefaultOf(arn));
    }

    [Fact]
    public async Task The_version_in_force_cannot_be_deleted()
    {
        var arn = await AddPolicy("Push");
        await Versions.AddAsync(arn, "second", isDefault: false, 5, Then, Ct);

        Assert.Equal(VersionDeletion.IsDefault, await Versions.DeleteAsync(arn, 1, Ct));
        Assert.Equal(VersionDeletion.Deleted, await Versions.DeleteAsync(arn, 2, Ct));
        Assert.Equal(VersionDeletion.NotFound, await Versions.DeleteAsync(arn, 2, Ct));
        Assert.Equal(VersionDeletion.NotFound, await Versions.DeleteAsync(arn + "x", 1, Ct));
        Assert.NotNull(await Versions.FindAsync(arn, 1, Ct));
        Assert.Null(await Versions.FindAsync(arn, 2, Ct));
    }

    private async Task<(long Version, DateTimeOffset UpdatedAt)> DefaultOf(string arn)
    {
        var policy = (await Policies.FindAsync(arn, Ct))!;
        return (policy.DefaultVersion, policy.UpdatedAt);
    }
}

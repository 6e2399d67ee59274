using Slipway.Identity.Policies;
using Slipway.Kernel;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of customers' policies must do.</summary>
public abstract class PolicyStoreContract(PolicyStores stores) : PolicyContract(stores)
{
    private static readonly PolicyFilter Everything = new("/", IsAttached: false, IsBoundary: false);

    [Fact]
    public async Task A_policy_comes_back_as_it_was_given()
    {
        var policy = Policy("Push") with { Path = "/ci/", Description = "for builds", Tags = new([new("team", "web")]) };
        await AddPolicy(policy);

        Assert.Equal(policy, await Policies.FindAsync("arn:aws:iam::123456789012:policy/ci/Push", Ct));
        Assert.Null(await Policies.FindAsync("arn:aws:iam::123456789012:policy/ci/push", Ct));
        Assert.Equal(new(1, "first of Push", IsDefault: true, Then), await Versions.FindAsync(policy.Arn, 1, Ct));
    }

    [Fact]
    public async Task Names_are_unique_in_an_account_without_regard_to_case_and_path()
    {
        await AddPolicy("Push");

        Assert.Equal(PolicyAddition.NameTaken, await Policies.AddAsync(Policy("pUSH") with { Path = "/ci/" }, "x", 10, Ct));
        Assert.Equal(PolicyAddition.Added, await Policies.AddAsync(Policy("push") with { Account = OtherAccount }, "x", 10, Ct));
        Assert.Null(await Policies.FindAsync("arn:aws:iam::123456789012:policy/ci/pUSH", Ct));
    }

    [Fact]
    public async Task An_account_has_no_more_policies_than_it_may()
    {
        await AddPolicy("a");
        await AddPolicy("b");

        Assert.Equal(PolicyAddition.QuotaExceeded, await Policies.AddAsync(Policy("c"), "x", 2, Ct));
        Assert.Equal(PolicyAddition.Added, await Policies.AddAsync(Policy("c") with { Account = OtherAccount }, "x", 2, Ct));
    }

    [Fact]
    public async Task Policies_are_listed_by_name_page_by_page()
    {
        foreach (var name in new[] { "c", "B", "a", "D" }) await AddPolicy(name);
        await AddPolicy(Policy("other") with { Account = OtherAccount });

        var first = await Policies.ListAsync(Account, Everything, "", 3, Ct);
        var second = await Policies.ListAsync(Account, Everything, "c", 3, Ct);

        Assert.Equal(["a", "B", "c"], first.Items.Select(policy => policy.Name));
        Assert.True(first.HasMore);
        Assert.Equal(["D"], second.Items.Select(policy => policy.Name));
        Assert.False(second.HasMore);
    }

    [Fact]
    public async Task A_listing_leaves_out_what_the_filter_does_not_mean()
    {
        await AddPolicy("unused");
        var attached = await AddPolicy(Policy("attached") with { Path = "/ci/" });
        var boundary = await AddPolicy("boundary");
        await Attach(await AddUser("alice"), attached);
        await AddUser("bob", "/", boundary);

        Assert.Equal(["attached"], await Names(Everything with { PathPrefix = "/ci" }));
        Assert.Empty(await Names(Everything with { PathPrefix = "/CI/" }));
        Assert.Equal(["attached"], await Names(Everything with { IsAttached = true }));
        Assert.Equal(["boundary"], await Names(Everything with { IsBoundary = true }));
        Assert.Empty(await Names(Everything with { IsAttached = true, IsBoundary = true }));

        async Task<string[]> Names(PolicyFilter filter) => [.. (await Policies.ListAsync(Account, filter, "", 10, Ct)).Items.Select(policy => policy.Name)];
    }

    [Fact]
    public async Task A_policy_knows_how_often_it_is_used()
    {
        var arn = await AddPolicy("Push");
        await Attach(await AddUser("alice"), arn);
        await Attach(await AddGroup("staff", "/"), arn);
        await AddUser("bob", "/", arn);
        await AddRole("ci", arn);

        Assert.Equal(new(2, 2), (await Policies.FindAsync(arn, Ct))!.Usage);
        Assert.Equal(new(2, 2), (await Policies.ListAsync(Account, Everything, "", 1, Ct)).Items[0].Usage);
    }

    [Fact]
    public async Task Tags_change_as_a_whole_or_not_at_all()
    {
        var arn = await AddPolicy(Policy("Push") with { Tags = new([new("a", "1")]) });

        Assert.True(await Policies.ChangeTagsAsync(arn, tags => tags.Merge([new("b", "2")]), Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Policies.ChangeTagsAsync(arn, _ => throw new InvalidOperationException(), Ct));

        Assert.Equal(new TagSet([new("a", "1"), new("b", "2")]), (await Policies.FindAsync(arn, Ct))!.Tags);
        Assert.False(await Policies.ChangeTagsAsync(arn + "x", tags => tags, Ct));
    }

    [Fact]
    public async Task Only_an_unused_policy_with_one_version_can_be_deleted()
    {
        var arn = await AddPolicy("Push");
        var alice = await AddUser("alice");
        await Attach(alice, arn);
        await Versions.AddAsync(arn, "second", isDefault: false, 5, Then, Ct);

        Assert.Equal(PolicyDeletion.IsAttached, await Policies.DeleteAsync(arn, Ct));
        await Attachments.DetachAsync(alice, arn, Ct);
        Assert.Equal(PolicyDeletion.HasVersions, await Policies.DeleteAsync(arn, Ct));
        await Versions.DeleteAsync(arn, 2, Ct);
        Assert.Equal(PolicyDeletion.Deleted, await Policies.DeleteAsync(arn, Ct));

        Assert.Equal(PolicyDeletion.NotFound, await Policies.DeleteAsync(arn, Ct));
        Assert.Null(await Policies.FindAsync(arn, Ct));
        Assert.Null(await Versions.FindAsync(arn, 1, Ct));
    }

    [Fact]
    public async Task A_boundary_cannot_be_deleted_while_it_bounds()
    {
        var arn = await AddPolicy("Boundary");
        await AddRole("ci", arn);
        Assert.Equal(PolicyDeletion.IsAttached, await Policies.DeleteAsync(arn, Ct));
    }
}

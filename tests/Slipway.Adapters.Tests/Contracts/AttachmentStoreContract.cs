using Slipway.Identity.Policies;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of attachments must do.</summary>
public abstract class AttachmentStoreContract(PolicyStores stores) : PolicyContract(stores)
{
    private static readonly EntityFilter Everybody = new(Kind: null, "/", Attached: true, Bounded: true);

    [Fact]
    public async Task Attached_policies_are_listed_customers_first_and_by_name()
    {
        var alice = await AddUser("alice");
        await Attach(alice, Aws);
        await Attach(alice, await AddPolicy(Policy("Z") with { Path = "/a/" }));
        await Attach(alice, await AddPolicy("b"));

        Assert.Equal(
            ["arn:aws:iam::123456789012:policy/b", "arn:aws:iam::123456789012:policy/a/Z", Aws],
            (await Attachments.ListAsync(alice, Ct)).Select(policy => policy.ToString()));
        Assert.Empty(await Attachments.ListAsync(await AddUser("bob"), Ct));
    }

    [Fact]
    public async Task To_attach_twice_is_to_attach_once()
    {
        var alice = await AddUser("alice");
        await Attach(alice, Aws);
        Assert.Equal(AttachmentOutcome.Attached, await Attachments.AttachAsync(alice, Aws, 1, Then, Ct));
        Assert.Single(await Attachments.ListAsync(alice, Ct));
    }

    [Fact]
    public async Task Only_so_many_policies_are_attached()
    {
        var alice = await AddUser("alice");
        await Attach(alice, Aws);
        Assert.Equal(AttachmentOutcome.QuotaExceeded, await Attachments.AttachAsync(alice, await AddPolicy("a"), 1, Then, Ct));
        Assert.Single(await Attachments.ListAsync(alice, Ct));
    }

    [Fact]
    public async Task Only_what_is_there_is_attached_and_only_within_its_account()
    {
        var foreign = await AddPolicy(Policy("foreign") with { Account = OtherAccount });
        var alice = await AddUser("alice");

        Assert.Equal(AttachmentOutcome.NoSuchPolicy, await Attachments.AttachAsync(alice, foreign, 10, Then, Ct));
        Assert.Equal(AttachmentOutcome.NoSuchPolicy, await Attachments.AttachAsync(alice, Policy("none").Arn, 10, Then, Ct));
        Assert.Equal(AttachmentOutcome.NoSuchPolicy, await Attachments.AttachAsync(alice, "arn:aws:iam::aws:policy/None", 10, Then, Ct));
        Assert.Equal(AttachmentOutcome.NoSuchPrincipal, await Attachments.AttachAsync("AIDAnobody", Aws, 10, Then, Ct));
    }

    [Fact]
    public async Task What_is_not_attached_cannot_be_detached()
    {
        var alice = await AddUser("alice");
        await Attach(alice, Aws);

        Assert.False(await Attachments.DetachAsync(alice, "arn:aws:iam::aws:policy/IAMFullAccess", Ct));
        Assert.True(await Attachments.DetachAsync(alice, Aws, Ct));
        Assert.False(await Attachments.DetachAsync(alice, Aws, Ct));
        Assert.Empty(await Attachments.ListAsync(alice, Ct));
    }

    [Fact]
    public async Task Use_is_counted_in_one_account()
    {
        await Attach(await AddUser("alice"), Aws);
        await Attach(await AddGroup("staff", "/"), Aws);
        await AddRole("ci", Aws);

        var usage = await Attachments.UsageOfAsync(Account, [Aws, "arn:aws:iam::aws:policy/IAMFullAccess"], Ct);
        Assert.Equal(new(2, 1), usage[Aws]);
        Assert.Equal(default, usage["arn:aws:iam::aws:policy/IAMFullAccess"]);
        Assert.Equal(default, (await Attachments.UsageOfAsync(OtherAccount, [Aws], Ct))[Aws]);
    }

    [Fact]
    public async Task Whoever_uses_a_policy_is_listed_once()
    {
        await GivenUsers();

        Assert.Equal(["AGPAstaff", "AIDAalice", "AIDAbob", "AROAci", "AROAops"], await Ids(Everybody));
        Assert.Equal(["AGPAstaff", "AIDAalice", "AROAci"], await Ids(Everybody with { Bounded = false }));
        Assert.Equal(["AIDAalice", "AIDAbob", "AROAops"], await Ids(Everybody with { Attached = false }));
        Assert.Equal(["AIDAalice", "AIDAbob"], await Ids(Everybody with { Kind = PolicyEntityKind.User }));
        Assert.Equal(["AROAci", "AROAops"], await Ids(Everybody with { Kind = PolicyEntityKind.Role }));
        Assert.Equal(["AGPAstaff"], await Ids(Everybody with { Kind = PolicyEntityKind.Group }));
        Assert.Equal(["AGPAstaff", "AIDAbob"], await Ids(Everybody with { PathPrefix = "/eu/" }));

        async Task<string[]> Ids(EntityFilter filter) =>
            [.. (await Attachments.EntitiesOfAsync(Account, Aws, filter, "", 10, Ct)).Items.Select(entity => entity.Id)];
    }

    [Fact]
    public async Task Whoever_uses_a_policy_is_listed_page_by_page()
    {
        await GivenUsers();
        List<string> seen = [];
        for (var hasMore = true; hasMore;)
        {
            var page = await Attachments.EntitiesOfAsync(Account, Aws, Everybody, seen.Count == 0 ? "" : seen[^1], 2, Ct);
            seen.AddRange(page.Items.Select(entity => entity.Id));
            hasMore = page.HasMore;
        }

        Assert.Equal(["AGPAstaff", "AIDAalice", "AIDAbob", "AROAci", "AROAops"], seen);
    }

    [Fact]
    public async Task All_that_principals_hold_is_read_at_once()
    {
        var (alice, bob) = (await AddUser("alice"), await AddUser("bob"));
        await Attach(alice, Aws);
        await Inline.PutAsync(alice, new("own", "document"), _ => { }, Ct);

        var held = await Attachments.PoliciesOfAsync([bob, alice], Ct);
        Assert.Equal([bob, alice], held.Select(principal => principal.PrincipalId));
        Assert.Empty(held[0].Inline);
        Assert.Empty(held[0].Attached);
        Assert.Equal([new("own", "document")], held[1].Inline);
        Assert.Equal([Aws], held[1].Attached.Select(policy => policy.ToString()));
    }

    /// <summary>Of five that use a policy, one attached and bounded, two of each.</summary>
    private async Task GivenUsers()
    {
        await Attach(await AddUser("alice", "/", Aws), Aws);
        await AddUser("bob", "/eu/", Aws);
        await Attach(await AddGroup("staff", "/eu/"), Aws);
        await Attach(await AddRole("ci", null), Aws);
        await AddRole("ops", Aws);
        await AddUser("carol");
    }
}

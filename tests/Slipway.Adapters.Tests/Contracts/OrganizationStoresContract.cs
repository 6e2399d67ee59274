using Slipway.Identity.Organizations;
using Slipway.Identity.Principals;
using Slipway.Identity.Roles;
using Slipway.Kernel;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What the stores of organizations must do together.</summary>
public abstract partial class OrganizationStoresContract
{
    private const string Management = "123456789012";
    private const string Administrator = "arn:aws:iam::aws:policy/AdministratorAccess";

    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
    private static readonly Organization Organization = new("o-aaaaaaaaaa", Management, "root@example.com");
    private static readonly OrganizationalUnit Root = OrganizationalUnit.Root("r-aaaa", Organization.Id);

    private protected abstract IOrganizationStore Organizations { get; }

    private protected abstract IOrganizationalUnitStore Units { get; }

    private protected abstract IServiceControlPolicyStore Policies { get; }

    private protected abstract IOrganizationTagStore Tags { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Establishing_makes_an_organization_of_one_account()
    {
        Assert.Null(await Organizations.FindAsync(Management, Ct));
        await EstablishAsync();
        Assert.Equal(Organization, await Organizations.FindAsync(Management, Ct));
        Assert.Equal(Root, await Units.FindRootAsync(Organization.Id, Ct));
        var account = await Organizations.FindAccountAsync(Management, Ct);
        Assert.Equal((Management, "r-aaaa", "root@example.com", "management", Then), (account!.Id, account.ParentId, account.Email, account.Name, account.JoinedAt));
        Assert.Equal("o-aaaaaaaaaa/r-aaaa/123456789012/", account.Path);
        Assert.False(account.IsCreated);
        Assert.Equal([(Management, "management"), ("r-aaaa", "Root")], (await TargetsAsync(ServiceControlPolicy.FullAwsAccessId)).Select(target => (target.Id, target.Name)));
    }

    [Fact]
    public async Task Establishing_again_changes_nothing()
    {
        await EstablishAsync();
        await Organizations.EstablishAsync(
            new("o-bbbbbbbbbb", Management, "other@example.com"), OrganizationalUnit.Root("r-bbbb", "o-bbbbbbbbbb"),
            new(Management, "o-bbbbbbbbbb", "r-bbbb", "other@example.com", "other", Then), Ct);
        Assert.Equal(Organization, await Organizations.FindAsync(Management, Ct));
        Assert.Null(await Units.FindAsync("o-bbbbbbbbbb", "r-bbbb", Ct));
    }

    [Fact]
    public async Task An_organization_is_announced_once()
    {
        await EstablishAsync();
        Assert.True(await Organizations.AnnounceAsync(Organization.Id, Ct));
        Assert.False(await Organizations.AnnounceAsync(Organization.Id, Ct));
    }

    [Fact]
    public async Task A_new_account_is_in_the_root_with_full_access_and_its_request_says_so()
    {
        await EstablishAsync();
        var request = await AddAccountAsync("111111111111", "a@example.com");
        Assert.Equal((AccountRequestState.Succeeded, "111111111111", Then, null), (request!.State, request.AccountId, request.CompletedAt, request.Failure));
        Assert.Equal(request, await Organizations.FindRequestAsync(Organization.Id, request.Id, Ct));
        Assert.Equal(Organization, await Organizations.FindAsync("111111111111", Ct));
        Assert.Equal([("team", "x")], (await Tags.FindAsync(Organization.Id, "111111111111", Ct))!.Select(tag => (tag.Key, tag.Value)));
        var levels = await Policies.ServiceControlPoliciesOfAsync("111111111111", Ct);
        Assert.Equal([["p-FullAWSAccess"], ["p-FullAWSAccess"]], levels.Select(level => level.Select(policy => policy.Id)));
    }

    [Fact]
    public async Task An_address_and_an_id_belong_to_one_account()
    {
        await EstablishAsync();
        await AddAccountAsync("111111111111", "a@example.com");
        var failed = await AddAccountAsync("222222222222", "A@Example.com");
        Assert.Equal((AccountRequestState.Failed, "EMAIL_ALREADY_EXISTS", null), (failed!.State, failed.Failure, failed.AccountId));
        Assert.Null(await Organizations.FindAccountAsync("222222222222", Ct));
        Assert.Null(await AddAccountAsync("111111111111", "b@example.com"));
    }

    [Fact]
    public async Task Accounts_and_requests_are_listed_by_id_in_pages()
    {
        await EstablishAsync();
        foreach (var id in new[] { "333333333333", "111111111111", "222222222222" }) await AddAccountAsync(id, $"{id}@example.com");
        await AddAccountAsync("444444444444", "111111111111@example.com");

        var first = await Organizations.ListAccountsAsync(Organization.Id, null, 2, Ct);
        Assert.Equal(["111111111111", Management], first.Items.Select(account => account.Id));
        Assert.True(first.HasMore);
        var second = await Organizations.ListAccountsOfAsync(Root.Id, Management, 2, Ct);
        Assert.Equal(["222222222222", "333333333333"], second.Items.Select(account => account.Id));
        Assert.False(second.HasMore);
        Assert.Equal(["car-444444444444"], (await Organizations.ListRequestsAsync(Organization.Id, [AccountRequestState.Failed], null, 10, Ct)).Items.Select(request => request.Id));
        Assert.Equal(4, (await Organizations.ListRequestsAsync(Organization.Id, Enum.GetValues<AccountRequestState>(), null, 10, Ct)).Items.Count);
    }

    [Fact]
    public async Task An_account_is_suspended_once_and_stays()
    {
        await EstablishAsync();
        await AddAccountAsync("111111111111", "a@example.com");
        Assert.True(await Organizations.SuspendAsync("111111111111", Ct));
        Assert.False(await Organizations.SuspendAsync("111111111111", Ct));
        Assert.True((await Organizations.FindAccountAsync("111111111111", Ct))!.IsSuspended);
    }

    [Fact]
    public async Task An_account_moves_from_where_it_is_to_what_is_there()
    {
        await EstablishAsync();
        await AddAccountAsync("111111111111", "a@example.com");
        var unit = await AddUnitAsync(Root, "dev");
        Assert.False(await Organizations.MoveAsync("111111111111", unit.Id, Root.Id, Ct));
        Assert.False(await Organizations.MoveAsync("111111111111", Root.Id, "ou-none", Ct));
        Assert.True(await Organizations.MoveAsync("111111111111", Root.Id, unit.Id, Ct));
        Assert.Equal($"{unit.Path}111111111111/", (await Organizations.FindAccountAsync("111111111111", Ct))!.Path);
    }

    private protected async Task EstablishAsync() => await Organizations.EstablishAsync(
        Organization, Root, new(Management, Organization.Id, Root.Id, Organization.Email, "management", Then) { IsCreated = false }, Ct);

    private async Task<AccountRequest?> AddAccountAsync(string id, string email) => await Organizations.AddAccountAsync(
        new(
            new($"car-{id}", Organization.Id, "account", Then),
            new(id, Organization.Id, Root.Id, email, "account", Then),
            new Role($"AROA{id}", id, "/", "OrganizationAccountAccessRole", Then, BoundPolicy.WithoutNames("{}"), TimeSpan.FromHours(1)),
            Administrator,
            new([KeyValuePair.Create("team", "x")])),
        Ct);

    private async Task<OrganizationalUnit> AddUnitAsync(OrganizationalUnit parent, string name)
    {
        var unit = parent.NewChild($"ou-aaaa-{name}", name);
        Assert.Equal(UnitChange.Done, await Units.AddAsync(unit, TagSet.Empty, Ct));
        return unit;
    }

    private async Task<IReadOnlyList<PolicyTarget>> TargetsAsync(string policy) => (await Policies.ListTargetsAsync(Organization.Id, policy, null, 100, Ct)).Items;
}

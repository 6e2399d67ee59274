using Slipway.Identity.Organizations;
using Slipway.Kernel;

namespace Slipway.Adapters.Tests.Contracts;

public abstract partial class OrganizationStoresContract
{
    [Fact]
    public async Task Units_are_unique_by_name_below_their_parent()
    {
        await EstablishAsync();
        var dev = await AddUnitAsync(Root, "dev");
        Assert.Equal(UnitChange.DuplicateName, await Units.AddAsync(Root.NewChild("ou-aaaa-2", "dev"), TagSet.Empty, Ct));
        Assert.Equal(UnitChange.Done, await Units.AddAsync(dev.NewChild("ou-aaaa-3", "dev"), TagSet.Empty, Ct));
        Assert.Equal(UnitChange.NotFound, await Units.AddAsync(dev.NewChild("ou-aaaa-4", "x") with { ParentId = "ou-none" }, TagSet.Empty, Ct));
        await AddUnitAsync(Root, "test");
        Assert.Equal(UnitChange.DuplicateName, await Units.RenameAsync(Organization.Id, dev.Id, "test", Ct));
        Assert.Equal(UnitChange.Done, await Units.RenameAsync(Organization.Id, dev.Id, "prod", Ct));
        Assert.Equal(["prod", "test"], (await Units.ListAsync(Root.Id, null, 10, Ct)).Items.Select(unit => unit.Name));
        Assert.Equal(UnitChange.NotFound, await Units.RenameAsync(Organization.Id, Root.Id, "top", Ct));
    }

    [Fact]
    public async Task A_unit_goes_only_when_it_is_empty_and_takes_its_attachments_along()
    {
        await EstablishAsync();
        var dev = await AddUnitAsync(Root, "dev");
        var inner = dev.NewChild("ou-aaaa-inner", "inner");
        await Units.AddAsync(inner, TagSet.Empty, Ct);
        await AddAccountAsync("111111111111", "a@example.com");
        await Organizations.MoveAsync("111111111111", Root.Id, inner.Id, Ct);

        Assert.Equal(UnitChange.NotEmpty, await Units.RemoveAsync(Organization.Id, dev.Id, Ct));
        Assert.Equal(UnitChange.NotEmpty, await Units.RemoveAsync(Organization.Id, inner.Id, Ct));
        await Organizations.MoveAsync("111111111111", inner.Id, Root.Id, Ct);
        Assert.Equal(UnitChange.Done, await Units.RemoveAsync(Organization.Id, inner.Id, Ct));
        Assert.Equal(UnitChange.Done, await Units.RemoveAsync(Organization.Id, dev.Id, Ct));
        Assert.Equal(UnitChange.NotFound, await Units.RemoveAsync(Organization.Id, dev.Id, Ct));
        Assert.Equal(UnitChange.NotFound, await Units.RemoveAsync(Organization.Id, Root.Id, Ct));
        Assert.Equal(["111111111111", Management, Root.Id], (await TargetsAsync(ServiceControlPolicy.FullAwsAccessId)).Select(target => target.Id));
    }

    [Fact]
    public async Task Policies_bind_an_account_level_by_level()
    {
        await EstablishAsync();
        var dev = await AddUnitAsync(Root, "dev");
        await AddAccountAsync("111111111111", "a@example.com");
        await Organizations.MoveAsync("111111111111", Root.Id, dev.Id, Ct);
        var policy = await AddPolicyAsync("p-1", "one");
        Assert.Equal(PolicyChange.Done, await Policies.AttachAsync(Organization.Id, "p-1", dev.Id, Ct));
        Assert.Equal(PolicyChange.Done, await Policies.AttachAsync(Organization.Id, "p-1", "111111111111", Ct));
        Assert.Equal(PolicyChange.Done, await Policies.DetachAsync(Organization.Id, ServiceControlPolicy.FullAwsAccessId, "111111111111", Ct));

        var levels = await Policies.ServiceControlPoliciesOfAsync("111111111111", Ct);

        Assert.Equal(["p-FullAWSAccess", "p-1,p-FullAWSAccess", "p-1"], levels.Select(level => string.Join(',', level.Select(one => one.Id).Order(StringComparer.Ordinal))));
        Assert.Equal(policy, levels[2][0]);
    }

    [Fact]
    public async Task Nothing_binds_the_management_account_or_one_of_no_organization()
    {
        await EstablishAsync();
        Assert.Empty(await Policies.ServiceControlPoliciesOfAsync(Management, Ct));
        Assert.Empty(await Policies.ServiceControlPoliciesOfAsync("999999999999", Ct));
    }

    [Fact]
    public async Task A_target_has_between_one_policy_and_five()
    {
        await EstablishAsync();
        foreach (var number in Enumerable.Range(1, 5)) await AddPolicyAsync($"p-{number}", $"{number}");
        foreach (var number in Enumerable.Range(1, 4)) Assert.Equal(PolicyChange.Done, await Policies.AttachAsync(Organization.Id, $"p-{number}", Root.Id, Ct));
        Assert.Equal(PolicyChange.TooMany, await Policies.AttachAsync(Organization.Id, "p-5", Root.Id, Ct));
        Assert.Equal(PolicyChange.Attached, await Policies.AttachAsync(Organization.Id, "p-4", Root.Id, Ct));
        Assert.Equal(PolicyChange.NotAttached, await Policies.DetachAsync(Organization.Id, "p-5", Root.Id, Ct));
        var attached = (await Policies.ListOfTargetAsync(Organization.Id, Root.Id, null, 10, Ct)).Items.Select(policy => policy.Id).ToList();
        Assert.Equal(["p-1", "p-2", "p-3", "p-4", "p-FullAWSAccess"], attached);
        foreach (var id in attached.Skip(1)) Assert.Equal(PolicyChange.Done, await Policies.DetachAsync(Organization.Id, id, Root.Id, Ct));
        Assert.Equal(PolicyChange.LastOne, await Policies.DetachAsync(Organization.Id, "p-1", Root.Id, Ct));
    }

    [Fact]
    public async Task Attaching_needs_the_policy_and_the_target()
    {
        await EstablishAsync();
        await AddPolicyAsync("p-1", "one");
        Assert.Equal(PolicyChange.NotFound, await Policies.AttachAsync(Organization.Id, "p-none", Root.Id, Ct));
        Assert.Equal(PolicyChange.TargetNotFound, await Policies.AttachAsync(Organization.Id, "p-1", "999999999999", Ct));
        Assert.Equal(PolicyChange.NotFound, await Policies.DetachAsync("o-other", "p-1", Root.Id, Ct));
    }

    [Fact]
    public async Task A_policy_is_changed_and_removed_while_it_is_not_attached()
    {
        await EstablishAsync();
        var policy = await AddPolicyAsync("p-1", "one");
        Assert.Equal(PolicyChange.DuplicateName, await Policies.AddAsync(policy with { Id = "p-2" }, TagSet.Empty, Ct));
        Assert.Equal(PolicyChange.DuplicateName, await Policies.UpdateAsync(policy with { Name = "FullAWSAccess" }, Ct));
        var changed = policy with { Name = "uno", Description = "d", Content = "{ }" };
        Assert.Equal(PolicyChange.Done, await Policies.UpdateAsync(changed, Ct));
        Assert.Equal(changed, await Policies.FindAsync(Organization.Id, "p-1", Ct));
        Assert.Equal(["p-1", "p-FullAWSAccess"], (await Policies.ListAsync(Organization.Id, null, 10, Ct)).Items.Select(one => one.Id));

        await Policies.AttachAsync(Organization.Id, "p-1", Root.Id, Ct);
        Assert.Equal(PolicyChange.InUse, await Policies.RemoveAsync(Organization.Id, "p-1", Ct));
        await Policies.DetachAsync(Organization.Id, "p-1", Root.Id, Ct);
        Assert.Equal(PolicyChange.Done, await Policies.RemoveAsync(Organization.Id, "p-1", Ct));
        Assert.Equal(PolicyChange.NotFound, await Policies.RemoveAsync(Organization.Id, "p-1", Ct));
        Assert.Equal(PolicyChange.NotFound, await Policies.UpdateAsync(policy, Ct));
    }

    [Fact]
    public async Task Ending_the_force_of_policies_detaches_them_and_its_return_brings_full_access()
    {
        await EstablishAsync();
        await AddAccountAsync("111111111111", "a@example.com");
        await AddPolicyAsync("p-1", "one");
        await Policies.AttachAsync(Organization.Id, "p-1", "111111111111", Ct);
        Assert.False(await Policies.SetForceAsync(Organization.Id, isInForce: true, Ct));

        Assert.True(await Policies.SetForceAsync(Organization.Id, isInForce: false, Ct));
        Assert.Empty(await Policies.ServiceControlPoliciesOfAsync("111111111111", Ct));
        Assert.Equal(PolicyChange.NotInForce, await Policies.AttachAsync(Organization.Id, "p-1", Root.Id, Ct));
        await AddUnitAsync(Root, "dev");
        Assert.Empty(await TargetsAsync(ServiceControlPolicy.FullAwsAccessId));

        Assert.True(await Policies.SetForceAsync(Organization.Id, isInForce: true, Ct));
        Assert.Equal(["111111111111", Management, "ou-aaaa-dev", Root.Id], (await TargetsAsync(ServiceControlPolicy.FullAwsAccessId)).Select(target => target.Id));
        Assert.Empty(await TargetsAsync("p-1"));
    }

    [Fact]
    public async Task Tags_belong_to_what_is_there()
    {
        await EstablishAsync();
        await AddPolicyAsync("p-1", "one");
        foreach (var id in new[] { "p-1", Root.Id, Management })
        {
            Assert.Empty((await Tags.FindAsync(Organization.Id, id, Ct))!);
            Assert.True(await Tags.ChangeAsync(Organization.Id, id, tags => tags.Merge([KeyValuePair.Create("a", id)]), Ct));
            Assert.Equal(id, Assert.Single((await Tags.FindAsync(Organization.Id, id, Ct))!).Value);
            Assert.True(await Tags.ChangeAsync(Organization.Id, id, tags => tags.Without(["a"]), Ct));
            Assert.Empty((await Tags.FindAsync(Organization.Id, id, Ct))!);
        }

        Assert.Null(await Tags.FindAsync(Organization.Id, "p-none", Ct));
        Assert.False(await Tags.ChangeAsync("o-other", "p-1", tags => tags, Ct));
    }

    private async Task<ServiceControlPolicy> AddPolicyAsync(string id, string name)
    {
        ServiceControlPolicy policy = new(Organization.Id, id, name, "", """{"Version":"2012-10-17","Statement":[]}""");
        Assert.Equal(PolicyChange.Done, await Policies.AddAsync(policy, TagSet.Empty, Ct));
        return policy;
    }
}

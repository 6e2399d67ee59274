using Slipway.Registry.Policies;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of registries' policies and settings must do.</summary>
public abstract class RegistryPolicyStoreContract : RegistryContract
{
    private static readonly AccessPolicy First = new("names", "ids"), Second = new("{}", "{}");

    private IRegistryPolicyStore Policies => Stores.RegistryPolicies;

    [Fact]
    public async Task A_policy_is_its_registrys_own()
    {
        var elsewhere = Home with { Region = "eu-west-1" };
        Assert.Null((await Policies.FindAsync(Home, Ct)).Policy);
        await Policies.PutPolicyAsync(Home, First, Start, Ct);
        Assert.Equal(First, (await Policies.FindAsync(Home, Ct)).Policy);
        Assert.Null((await Policies.FindAsync(elsewhere, Ct)).Policy);
        await Policies.PutPolicyAsync(Home, Second, Start, Ct);
        Assert.Null(await Policies.DeletePolicyAsync(elsewhere, Ct));
        Assert.Equal(Second, await Policies.DeletePolicyAsync(Home, Ct));
        Assert.Null(await Policies.DeletePolicyAsync(Home, Ct));
        Assert.Null((await Policies.FindAsync(Home, Ct)).Policy);
    }

    [Fact]
    public async Task A_setting_is_what_it_was_set_to_and_its_default_before()
    {
        Assert.True((await Policies.FindAsync(Home, Ct)).IsPolicyForEverything);
        await Policies.PutSettingAsync(Home, AccountSetting.PolicyScope, "V1", Start, Ct);
        await Policies.PutSettingAsync(Home, AccountSetting.BlobMounting, "DISABLED", Start, Ct);
        var rules = await Policies.FindAsync(Home, Ct);
        Assert.Equal((false, false), (rules.IsPolicyForEverything, rules.MountsBlobs));
        Assert.Equal("AWS_NATIVE", rules.ValueOf(AccountSetting.BasicScanType));
        await Policies.PutSettingAsync(Home, AccountSetting.BlobMounting, "ENABLED", Start, Ct);
        Assert.True((await Policies.FindAsync(Home, Ct)).MountsBlobs);
        Assert.True((await Policies.FindAsync(Home with { Account = "111122223333" }, Ct)).IsPolicyForEverything);
    }

    [Fact]
    public async Task No_decision_from_before_a_change_is_remembered_after_it()
    {
        await Forgets(() => Policies.PutPolicyAsync(Home, First, Start, Ct).AsTask());
        await Forgets(() => Policies.PutSettingAsync(Home, AccountSetting.PolicyScope, "V1", Start, Ct).AsTask());
        await Forgets(() => Policies.DeletePolicyAsync(Home, Ct).AsTask());
    }

    private async Task Forgets(Func<Task> change)
    {
        var before = Stores.Generation();
        await change();
        Assert.NotSame(before, Stores.Generation());
    }
}

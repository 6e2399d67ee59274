using Slipway.Identity;
using Slipway.Identity.AccessKeys;
using Slipway.Identity.Users;
using Slipway.Identity.Policies;

namespace Slipway.Tests.Support;

/// <summary>Users beside the admin.</summary>
internal static class GivenUsers
{
    /// <summary>A user of the default account with a key; without AdministratorAccess it may do nothing.</summary>
    public static async Task<AwsKey> GivenUser(this SlipwayApp app, string name, bool isAdministrator)
    {
        var ct = TestContext.Current.CancellationToken;
        var (store, secrets) = (await app.Get<IIdentityStore>(), await app.Get<AccessKeySecrets>());
        User user = new(UniqueIds.NewUser(app.Ids), SlipwayApp.Account, "/", name, app.Clock.GetUtcNow());
        var (id, secret) = (UniqueIds.NewAccessKey(SlipwayApp.Account, app.Ids), UniqueIds.NewSecretAccessKey(app.Ids));
        AccessKey key = new(id, user.Id, secrets.Seal(id, user.Id, secret), IsActive: true, app.Clock.GetUtcNow(), IsInitial: false);
        Assert.True(await store.TryAddUserAsync(user, ct));
        Assert.True(await store.TryAddAccessKeyAsync(key, ct));
        if (isAdministrator) await store.AttachPolicyAsync(user.Id, AwsManagedPolicies.AdministratorAccess, ct);
        return new(id, secret, null);
    }

    /// <summary>Changes identities as the API of IAM does.</summary>
    public static async Task<bool> ChangeIdentity(this SlipwayApp app, Func<IIdentityStore, ValueTask<bool>> change) =>
        await change(await app.Get<IIdentityStore>());
}

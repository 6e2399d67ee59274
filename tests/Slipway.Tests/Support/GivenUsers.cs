using Slipway.Iam;
using Slipway.Iam.AccessKeys;
using Slipway.Iam.Users;

namespace Slipway.Tests.Support;

/// <summary>Users beside the admin.</summary>
internal static class GivenUsers
{
    /// <summary>A user of the default account with a key; without AdministratorAccess it may do nothing.</summary>
    public static async Task<AwsKey> GivenUser(this SlipwayApp app, string name, bool isAdministrator)
    {
        var ct = TestContext.Current.CancellationToken;
        var (identities, secrets) = (await app.Get<Identities>(), await app.Get<AccessKeySecrets>());
        User user = new(UniqueIds.NewUser(app.Ids), SlipwayApp.Account, "/", name, app.Clock.GetUtcNow());
        var (id, secret) = (UniqueIds.NewAccessKey(SlipwayApp.Account, app.Ids), UniqueIds.NewSecretAccessKey(app.Ids));
        AccessKey key = new(id, user.Id, secrets.Seal(id, user.Id, secret), IsActive: true, app.Clock.GetUtcNow(), IsInitial: false);
        Assert.True(await identities.ChangeAsync(store => store.TryAddUserAsync(user, ct)));
        Assert.True(await identities.ChangeAsync(store => store.TryAddAccessKeyAsync(key, ct)));
        if (isAdministrator) await identities.ChangeAsync(store => store.AttachPolicyAsync(user.Id, ManagedPolicies.AdministratorAccess, ct));
        return new(id, secret, null);
    }

    /// <summary>Changes identities as the API of IAM does.</summary>
    public static async Task<bool> ChangeIdentity(this SlipwayApp app, Func<IIdentityStore, ValueTask<bool>> change) =>
        await (await app.Get<Identities>()).ChangeAsync(change);
}

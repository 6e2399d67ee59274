using System.Net;
using Slipway.Identity;
using Slipway.Identity.AccessKeys;
using Slipway.Identity.Policies;
using Slipway.Identity.Users;

namespace Slipway.Tests.Support;

/// <summary>Users beside the admin.</summary>
internal static class GivenUsers
{
    /// <summary>A user of the default account with a key; without AdministratorAccess it may do nothing.</summary>
    public static Task<AwsKey> GivenUser(this SlipwayApp app, string name, bool isAdministrator) =>
        app.GivenUser(SlipwayApp.Account, name, isAdministrator);

    /// <summary>The same in any account.</summary>
    public static async Task<AwsKey> GivenUser(this SlipwayApp app, string account, string name, bool isAdministrator)
    {
        var ct = TestContext.Current.CancellationToken;
        var now = app.Clock.GetUtcNow();
        User user = new(UniqueIds.NewUser(app.Ids), account, "/", name, now);
        Assert.Equal(Addition.Added, await (await app.Get<IUserStore>()).AddAsync(user, IamQuotas.UsersPerAccount, ct));
        var (id, secret) = (UniqueIds.NewAccessKey(account, app.Ids), UniqueIds.NewSecretAccessKey(app.Ids));
        AccessKey key = new(id, user.Id, (await app.Get<AccessKeySecrets>()).Seal(id, user.Id, secret), IsActive: true, now, IsInitial: false);
        Assert.Equal(KeyAddition.Added, await (await app.Get<IAccessKeyStore>()).AddAsync(key, IamQuotas.AccessKeysPerUser, ct));
        if (isAdministrator)
            Assert.Equal(
                AttachmentOutcome.Attached,
                await (await app.Get<IAttachmentStore>()).AttachAsync(user.Id, AwsManagedPolicies.AdministratorAccess, IamQuotas.PoliciesPerUser, now, ct));
        return new(id, secret, null);
    }

    /// <summary>By IAM's API, as the admin.</summary>
    public static async Task AttachAdministratorAccess(this SlipwayApp app, string user) =>
        (await app.Iam("AttachUserPolicy", $"UserName={user}", $"PolicyArn={AwsManagedPolicies.AdministratorAccess}")).Expect(HttpStatusCode.OK);

    /// <inheritdoc cref="AttachAdministratorAccess"/>
    public static async Task DetachAdministratorAccess(this SlipwayApp app, string user) =>
        (await app.Iam("DetachUserPolicy", $"UserName={user}", $"PolicyArn={AwsManagedPolicies.AdministratorAccess}")).Expect(HttpStatusCode.OK);
}

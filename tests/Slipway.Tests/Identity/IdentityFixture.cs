using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Adapters.DataFolder;
using Slipway.Adapters.Sql;
using Slipway.Identity;
using Slipway.Identity.AccessKeys;
using Slipway.Identity.Decisions;
using Slipway.Identity.Grants;
using Slipway.Identity.Sessions;
using Slipway.Identity.Usage;
using Slipway.Identity.Users;
using Slipway.Identity.Policies;
using Slipway.Kernel;
using Slipway.Tests.Support;

namespace Slipway.Tests.Identity;

/// <summary>The identities of one data folder, with everything that works on them, without a server around.</summary>
internal sealed class IdentityFixture : IAsyncDisposable
{
    public const string Account = "123456789012";

    private readonly Database database;

    public IdentityFixture()
    {
        Folder = Directory.CreateTempSubdirectory("slipway-test-").FullName;
        database = Database.Open(Path.Combine(Folder, "slipway.db"), NullLogger<Database>.Instance);
        IdentityDatabase identities = new(database, Changes);
        Store = new SqlIdentityStore(identities);
        Users = new SqlUserStore(identities);
        Keys = new SqlAccessKeyStore(identities);
        Attachments = new SqlAttachmentStore(identities);
        Identities = new(Store, Changes);
        DataKey = DataKeyFile.LoadOrCreate(Folder);
        Secrets = new(DataKey);
        First = new(Store, Attachments, Secrets, new CredentialsFile(Folder), Ids, Clock);
        PolicyCache policies = new();
        Entitlements = new(
            new SqlGrantStore(identities), new(new SqlOrganizationStore(identities), new SqlServiceControlPolicyStore(identities)), policies, Changes);
        Check = new(Identities, Entitlements);
        Sessions = new(DataKey, Ids);
        Credentials = new(Identities, Secrets, Sessions, Check);
        Usage = new(new SqlUsageStore(identities), Clock, NullLogger<UsageJournal>.Instance);
        Authorizer = new(Entitlements, new([]), new(policies), Usage, new(DataKey), Clock, NullLogger<Authorizer>.Instance);
        Tokens = new(Check, Changes, DataKey, Clock);
    }

    public string Folder { get; }

    public IdentityChanges Changes { get; } = new();

    public FakeClock Clock { get; } = new();

    public RandomIds Ids { get; } = new();

    public DataKey DataKey { get; }

    public IIdentityStore Store { get; }

    public IUserStore Users { get; }

    public IAccessKeyStore Keys { get; }

    public IAttachmentStore Attachments { get; }

    public Identities Identities { get; }

    public AccessKeySecrets Secrets { get; }

    public FirstIdentity First { get; }

    public Entitlements Entitlements { get; }

    public PrincipalCheck Check { get; }

    public SessionTokens Sessions { get; }

    public UsageJournal Usage { get; }

    public Credentials Credentials { get; }

    public Authorizer Authorizer { get; }

    public RegistryTokens Tokens { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A user with one key and, if so, AdministratorAccess.</summary>
    public async Task<KeyHolder> AddUserAsync(string name, bool isAdministrator)
    {
        User user = new(UniqueIds.NewUser(Ids), Account, "/", name, Clock.GetUtcNow());
        Assert.Equal(Addition.Added, await Users.AddAsync(user, IamQuotas.UsersPerAccount, Ct));
        if (isAdministrator) await AttachAdministratorAccessAsync(user);
        return await AddKeyAsync(user, UniqueIds.NewAccessKey(Account, Ids));
    }

    public async Task<KeyHolder> AddKeyAsync(User user, string accessKeyId)
    {
        var secret = UniqueIds.NewSecretAccessKey(Ids);
        AccessKey key = new(accessKeyId, user.Id, Secrets.Seal(accessKeyId, user.Id, secret), IsActive: true, Clock.GetUtcNow(), IsInitial: false);
        Assert.Equal(KeyAddition.Added, await Keys.AddAsync(key, IamQuotas.AccessKeysPerUser, Ct));
        return (await Identities.FindByAccessKeyAsync(accessKeyId, Ct))!;
    }

    public async Task AttachAdministratorAccessAsync(User user) => Assert.Equal(
        AttachmentOutcome.Attached,
        await Attachments.AttachAsync(user.Id, AwsManagedPolicies.AdministratorAccess, IamQuotas.PoliciesPerUser, Clock.GetUtcNow(), Ct));

    public async Task DetachAdministratorAccessAsync(User user) =>
        Assert.True(await Attachments.DetachAsync(user.Id, AwsManagedPolicies.AdministratorAccess, Ct));

    /// <summary>Deletes a user after all that these tests give to one.</summary>
    public async Task DeleteUserAsync(User user)
    {
        foreach (var key in await Store.ListAccessKeysAsync(user.Id, Ct)) Assert.True(await Keys.DeleteAsync(user.Id, key.Id, Ct));
        await Attachments.DetachAsync(user.Id, AwsManagedPolicies.AdministratorAccess, Ct);
        Assert.Equal(Deletion.Done, await Users.DeleteAsync(user.Account, IamName.Parse(user.Name), Ct));
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

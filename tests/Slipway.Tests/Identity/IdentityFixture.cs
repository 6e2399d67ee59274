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
        Store = new SqlIdentityStore(new(database, Changes));
        Identities = new(Store, Changes);
        DataKey = DataKeyFile.LoadOrCreate(Folder);
        Secrets = new(DataKey);
        First = new(Store, Secrets, new CredentialsFile(Folder), Ids, Clock);
        IdentityDatabase identities = new(database, Changes);
        PolicyCache policies = new();
        Entitlements = new(
            new SqlGrantStore(identities), new(new SqlOrganizationStore(identities), new SqlServiceControlPolicyStore(identities)), policies, Changes);
        Check = new(Identities, Entitlements);
        Sessions = new(DataKey, Ids);
        Credentials = new(Identities, Secrets, Sessions, Check);
        Usage = new(new SqlUsageStore(identities), Clock, NullLogger<UsageJournal>.Instance);
        Authorizer = new(Entitlements, new([]), policies, Usage, new(DataKey), Clock, NullLogger<Authorizer>.Instance);
        Tokens = new(Check, Changes, DataKey, Clock);
    }

    public string Folder { get; }

    public IdentityChanges Changes { get; } = new();

    public FakeClock Clock { get; } = new();

    public RandomIds Ids { get; } = new();

    public DataKey DataKey { get; }

    public IIdentityStore Store { get; }

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
        await Store.TryAddUserAsync(user, Ct);
        if (isAdministrator) await Store.AttachPolicyAsync(user.Id, AwsManagedPolicies.AdministratorAccess, Ct);
        return await AddKeyAsync(user, UniqueIds.NewAccessKey(Account, Ids));
    }

    public async Task<KeyHolder> AddKeyAsync(User user, string accessKeyId)
    {
        var secret = UniqueIds.NewSecretAccessKey(Ids);
        AccessKey key = new(accessKeyId, user.Id, Secrets.Seal(accessKeyId, user.Id, secret), IsActive: true, Clock.GetUtcNow(), IsInitial: false);
        Assert.True(await Store.TryAddAccessKeyAsync(key, Ct));
        return (await Identities.FindByAccessKeyAsync(accessKeyId, Ct))!;
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

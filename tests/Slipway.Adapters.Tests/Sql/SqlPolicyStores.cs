using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity;
using Slipway.Identity.Groups;
using Slipway.Identity.Policies;
using Slipway.Identity.Users;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlPolicyStoreTests() : PolicyStoreContract(new SqlPolicyStores());

public sealed class SqlPolicyVersionStoreTests() : PolicyVersionStoreContract(new SqlPolicyStores());

public sealed class SqlAttachmentStoreTests() : AttachmentStoreContract(new SqlPolicyStores());

public sealed class SqlInlinePolicyStoreTests() : InlinePolicyStoreContract(new SqlPolicyStores());

internal sealed class SqlPolicyStores : PolicyStores
{
    private readonly TemporaryFolder folder = new();
    private readonly Database database;
    private readonly IdentityDatabase identities;

    public SqlPolicyStores()
    {
        database = EmptyDatabase.Open(folder["slipway.db"]);
        identities = new(database, new());
    }

    internal override IPolicyStore Policies => new SqlPolicyStore(identities);

    internal override IPolicyVersionStore Versions => new SqlPolicyVersionStore(identities);

    internal override IAttachmentStore Attachments => new SqlAttachmentStore(identities);

    internal override IInlinePolicyStore Inline => new SqlInlinePolicyStore(identities);

    internal override ValueTask AddUserAsync(User user) => InsertAsync(
        "insert into iam_user (id, account, path, name, name_key, boundary_arn, created_at) values (@id, @account, @path, @name, @name_key, @boundary, 0)",
        user.Id, user.Account, user.Path, user.Name, user.BoundaryArn);

    internal override ValueTask AddGroupAsync(Group group) => InsertAsync(
        "insert into iam_group (id, account, path, name, name_key, created_at) values (@id, @account, @path, @name, @name_key, 0)",
        group.Id, group.Account, group.Path, group.Name, null);

    internal override ValueTask AddRoleAsync(string id, string account, string name, string? boundary) => InsertAsync(
        """
        insert into iam_role (id, account, path, name, name_key, max_session_seconds, trust_policy, boundary_arn, created_at)
        values (@id, @account, @path, @name, @name_key, 3600, '', @boundary, 0)
        """,
        id, account, "/", name, boundary);

    public override async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }

    private async ValueTask InsertAsync(string text, string id, string account, string path, string name, string? boundary) => await database.WriteAsync(
        sql =>
        {
            var insert = sql.On(text).With("@id", id).With("@account", account).With("@path", path).With("@name", name).With("@name_key", IamName.KeyOf(name));
            return (text.Contains("@boundary", StringComparison.Ordinal) ? insert.With("@boundary", boundary) : insert).Run();
        },
        CancellationToken.None);
}

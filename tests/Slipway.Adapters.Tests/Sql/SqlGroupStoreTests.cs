using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity;
using Slipway.Identity.Groups;
using Slipway.Identity.Users;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlGroupStoreTests : GroupStoreContract, IAsyncDisposable
{
    private readonly IdentityTables tables = new();

    private protected override IGroupStore Store => new SqlGroupStore(tables.Database);

    private protected override IUserStore Users => new SqlUserStore(tables.Database);

    public ValueTask DisposeAsync() => tables.DisposeAsync();

    private protected override async ValueTask SetPolicyAsync(DeletionObstacle kind, Group group, bool isThere) => await tables.Database.WriteAsync(
        sql => sql.On((kind, isThere) switch
        {
            (DeletionObstacle.InlinePolicies, true) => "insert into iam_inline_policy (principal_id, name, document) values (@id, 'n', '{}')",
            (DeletionObstacle.InlinePolicies, false) => "delete from iam_inline_policy where principal_id = @id",
            (_, true) => "insert into iam_attachment (principal_id, policy_arn, account, attached_at) values (@id, 'p', 'a', 0)",
            (_, false) => "delete from iam_attachment where principal_id = @id",
        }).With("@id", group.Id).Run(),
        TestContext.Current.CancellationToken);
}

using System.Data.Common;
using Slipway.Identity;
using Slipway.Identity.Principals;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlPrincipalStore(IdentityDatabase database) : IPrincipalStore
{
    public ValueTask<StoredPrincipal?> FindUserAsync(string account, string name, CancellationToken ct) => database.ReadAsync(
        sql => sql.On("select id, account, path, name from iam_user where account = @account and name_key = @name_key")
            .With("@account", account).With("@name_key", IamName.KeyOf(name)).First(Read),
        ct);

    public ValueTask<StoredPrincipal?> FindRoleAsync(string account, string name, CancellationToken ct) => database.ReadAsync(
        sql => sql.On("select id, account, path, name from iam_role where account = @account and name_key = @name_key")
            .With("@account", account).With("@name_key", IamName.KeyOf(name)).First(Read),
        ct);

    public ValueTask<StoredPrincipal?> FindAsync(string id, CancellationToken ct) => database.ReadAsync(
        sql => sql.On("select id, account, path, name from iam_user where id = @id union all select id, account, path, name from iam_role where id = @id")
            .With("@id", id).First(Read),
        ct);

    private static StoredPrincipal Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3));
}

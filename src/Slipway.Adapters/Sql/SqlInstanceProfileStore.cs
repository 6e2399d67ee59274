using System.Data.Common;
using Slipway.Identity;
using Slipway.Identity.InstanceProfiles;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="IInstanceProfileStore"/>
internal sealed class SqlInstanceProfileStore(IdentityDatabase database) : IInstanceProfileStore
{
    // The role's columns first: they are read as those of a role.
    private const string Select =
        $"""
        select {RoleRow.Columns}, p.id, p.account, p.path, p.name, p.created_at, p.tags
        from iam_instance_profile p left join iam_role r on r.id = p.role_id
        """;

    private const string Find = $"{Select} where p.account = @account and p.name_key = @name_key";

    private const string List =
        $"""
        {Select}
        where p.account = @account and p.name_key > @after and substr(p.path, 1, length(@prefix)) = @prefix
        order by p.name_key limit @limit
        """;

    private const string ListOfRole = $"{Select} where p.role_id = @role_id and p.name_key > @after order by p.name_key limit @limit";

    private const string Count = "select count(*) from iam_instance_profile where account = @account";

    private const string Add =
        """
        insert into iam_instance_profile (id, account, path, name, name_key, tags, created_at)
        values (@id, @account, @path, @name, @name_key, @tags, @created_at)
        """;

    private const string SetTags = "update iam_instance_profile set tags = @tags where id = @id";

    private const string SetRole = "update iam_instance_profile set role_id = @role_id where id = @id";

    public ValueTask<InstanceProfile?> FindAsync(string account, IamName name, CancellationToken ct) =>
        database.ReadAsync(sql => FindIn(sql, account, name), ct);

    public ValueTask<Page<InstanceProfile>> ListAsync(string account, string pathPrefix, string? after, int limit, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(List).PageOfNames(account, pathPrefix, after, limit, Read), ct);

    public ValueTask<Page<InstanceProfile>> ListOfRoleAsync(string roleId, string? after, int limit, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(ListOfRole).With("@role_id", roleId).With("@after", IamName.KeyOf(after ?? "")).Page(limit, Read), ct);

    public ValueTask<Addition> AddAsync(InstanceProfile profile, int most, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, profile.Account, IamName.Parse(profile.Name)) is not null) return Addition.NameTaken;
            if (sql.On(Count).With("@account", profile.Account).Number() >= most) return Addition.QuotaExceeded;
            sql.On(Add)
                .With("@id", profile.Id)
                .With("@account", profile.Account)
                .With("@path", profile.Path)
                .With("@name", profile.Name)
                .With("@name_key", IamName.KeyOf(profile.Name))
                .With("@tags", JsonText.Of(profile.Tags))
                .With("@created_at", profile.CreatedAt)
                .Run();
            return Addition.Added;
        },
        ct);

    public ValueTask<bool> ChangeTagsAsync(string account, IamName name, Func<TagSet, TagSet> change, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, account, name) is not { } profile) return false;
            return sql.On(SetTags).With("@id", profile.Id).With("@tags", JsonText.Of(change(profile.Tags))).Run() == 1;
        },
        ct);

    public ValueTask<RoleHolding> AddRoleAsync(string account, IamName name, string roleId, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, account, name) is not { } profile) return RoleHolding.NoSuchProfile;
            if (profile.Role is not null) return RoleHolding.Full;
            if (!sql.On("select 1 from iam_role where id = @id").With("@id", roleId).Any()) return RoleHolding.NoSuchRole;
            sql.On(SetRole).With("@id", profile.Id).With("@role_id", roleId).Run();
            return RoleHolding.Changed;
        },
        ct);

    public ValueTask<RoleHolding> RemoveRoleAsync(string account, IamName name, string roleId, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, account, name) is not { } profile) return RoleHolding.NoSuchProfile;
            if (profile.Role?.Id != roleId) return RoleHolding.NoSuchRole;
            sql.On(SetRole).With("@id", profile.Id).With("@role_id", (string?)null).Run();
            return RoleHolding.Changed;
        },
        ct);

    public ValueTask<Deletion> DeleteAsync(string account, IamName name, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, account, name) is not { } profile) return Deletion.NotFound;
            if (profile.Role is not null) return Deletion.RefusedFor(DeletionObstacle.InstanceProfiles);
            sql.On("delete from iam_instance_profile where id = @id").With("@id", profile.Id).Run();
            return Deletion.Done;
        },
        ct);

    private static InstanceProfile? FindIn(SqlSession sql, string account, IamName name) =>
        sql.On(Find).With("@account", account).With("@name_key", name.Key).First(Read);

    private static InstanceProfile Read(DbDataReader row) => new(
        row.GetString(RoleRow.Count), row.GetString(RoleRow.Count + 1), row.GetString(RoleRow.Count + 2), row.GetString(RoleRow.Count + 3), row.Time(RoleRow.Count + 4))
    {
        Role = row.IsDBNull(0) ? null : RoleRow.Read(row),
        Tags = new(JsonText.Map(row.GetString(RoleRow.Count + 5))),
    };
}

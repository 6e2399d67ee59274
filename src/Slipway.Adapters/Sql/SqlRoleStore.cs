using Slipway.Identity;
using Slipway.Identity.Roles;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlRoleStore(IdentityDatabase database) : IRoleStore
{
    private const string Find = $"select {RoleRow.Columns} from iam_role r where r.account = @account and r.name_key = @name_key";

    private const string FindById = $"select {RoleRow.Columns} from iam_role r where r.id = @id";

    private const string List =
        $"""
        select {RoleRow.Columns} from iam_role r
        where r.account = @account and r.name_key > @after and substr(r.path, 1, length(@prefix)) = @prefix
        order by r.name_key limit @limit
        """;

    private const string Count = "select count(*) from iam_role where account = @account";

    /// <summary>In the order in which IAM's user guide has them removed.</summary>
    private static readonly (DeletionObstacle Obstacle, string Sql)[] Belongings =
    [
        (DeletionObstacle.InstanceProfiles, "select 1 from iam_instance_profile where role_id = @id limit 1"),
        (DeletionObstacle.AttachedPolicies, "select 1 from iam_attachment where principal_id = @id limit 1"),
        (DeletionObstacle.InlinePolicies, "select 1 from iam_inline_policy where principal_id = @id limit 1"),
    ];

    public ValueTask<Role?> FindAsync(string account, IamName name, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(Find).With("@account", account).With("@name_key", name.Key).First(RoleRow.Read), ct);

    public ValueTask<Role?> FindByIdAsync(string id, CancellationToken ct) => database.ReadAsync(sql => FindIn(sql, id), ct);

    public ValueTask<Page<Role>> ListAsync(string account, string pathPrefix, string? after, int limit, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(List).PageOfNames(account, pathPrefix, after, limit, RoleRow.Read), ct);

    public ValueTask<Addition> AddAsync(Role role, IReadOnlyList<string> policyArns, int most, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (sql.On(Find).With("@account", role.Account).With("@name_key", IamName.KeyOf(role.Name)).Any()) return Addition.NameTaken;
            if (sql.On(Count).With("@account", role.Account).Number() >= most) return Addition.QuotaExceeded;
            if (role.BoundaryArn is { } boundary && !sql.HasPolicy(role.Account, boundary)) return Addition.NoSuchBoundary;
            RoleRow.Add(sql, role, policyArns);
            return Addition.Added;
        },
        ct);

    public ValueTask<Role?> ChangeAsync(string id, Func<Role, Role> change, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, id) is not { } found) return null;
            var changed = change(found);
            RoleRow.Change(sql, changed);
            return changed;
        },
        ct);

    public ValueTask<Deletion> DeleteAsync(string id, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            foreach (var (obstacle, owned) in Belongings)
                if (sql.On(owned).With("@id", id).Any()) return Deletion.RefusedFor(obstacle);
            return RoleRow.Delete(sql, id) ? Deletion.Done : Deletion.NotFound;
        },
        ct);

    private static Role? FindIn(SqlSession sql, string id) => sql.On(FindById).With("@id", id).First(RoleRow.Read);
}

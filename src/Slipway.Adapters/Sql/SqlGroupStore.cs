using Slipway.Identity;
using Slipway.Identity.Groups;
using Slipway.Identity.Users;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="IGroupStore"/>
internal sealed class SqlGroupStore(IdentityDatabase database) : IGroupStore
{
    private const string Find = $"select {GroupRow.Columns} from iam_group g where g.account = @account and g.name_key = @name_key";

    private const string FindUserId = "select id from iam_user where account = @account and name_key = @name_key";

    private const string List =
        $"""
        select {GroupRow.Columns} from iam_group g
        where g.account = @account and g.name_key > @after and substr(g.path, 1, length(@prefix)) = @prefix
        order by g.name_key limit @limit
        """;

    // Users and groups in their order, each looked up among the members: nothing is sorted.
    private const string ListUsers =
        $"""
        select {UserRow.Columns} from iam_user u
        where u.account = @account and u.name_key > @after
        and exists (select 1 from iam_membership m where m.group_id = @id and m.user_id = u.id)
        order by u.name_key limit @limit
        """;

    private const string ListOfUser =
        $"""
        select {GroupRow.Columns} from iam_group g
        where g.account = @account and g.name_key > @after
        and exists (select 1 from iam_membership m where m.group_id = g.id and m.user_id = @id)
        order by g.name_key limit @limit
        """;

    private const string Count = "select count(*) from iam_group where account = @account";

    private const string Add =
        """
        insert into iam_group (id, account, path, name, name_key, created_at)
        values (@id, @account, @path, @name, @name_key, @created_at)
        """;

    private const string Rename = "update iam_group set name = @name, name_key = @name_key, path = @path where id = @id";

    private const string Delete = "delete from iam_group where id = @id";

    private const string IsMember = "select 1 from iam_membership where group_id = @group_id and user_id = @user_id";

    private const string CountOfUser = "select count(*) from iam_membership where user_id = @user_id";

    private const string AddMember = "insert into iam_membership (group_id, user_id) values (@group_id, @user_id)";

    private const string RemoveMember = "delete from iam_membership where group_id = @group_id and user_id = @user_id";

    private static readonly (DeletionObstacle Obstacle, string Sql)[] Belongings =
    [
        (DeletionObstacle.Memberships, "select 1 from iam_membership where group_id = @id limit 1"),
        (DeletionObstacle.InlinePolicies, "select 1 from iam_inline_policy where principal_id = @id limit 1"),
        (DeletionObstacle.AttachedPolicies, "select 1 from iam_attachment where principal_id = @id limit 1"),
    ];

    public ValueTask<Group?> FindAsync(string account, IamName name, CancellationToken ct) => database.ReadAsync(sql => FindIn(sql, account, name), ct);

    public ValueTask<Page<Group>> ListAsync(string account, string pathPrefix, string? after, int limit, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(List).PageOfNames(account, pathPrefix, after, limit, GroupRow.Read), ct);

    public ValueTask<Addition> AddAsync(Group group, int most, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, group.Account, IamName.Parse(group.Name)) is not null) return Addition.NameTaken;
            if (sql.On(Count).With("@account", group.Account).Number() >= most) return Addition.QuotaExceeded;
            sql.On(Add)
                .With("@id", group.Id)
                .With("@account", group.Account)
                .With("@path", group.Path)
                .With("@name", group.Name)
                .With("@name_key", IamName.KeyOf(group.Name))
                .With("@created_at", group.CreatedAt)
                .Run();
            return Addition.Added;
        },
        ct);

    public ValueTask<Renaming> RenameAsync(string account, IamName name, IamName? newName, IamPath? newPath, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, account, name) is not { } group) return Renaming.NotFound;
            // Its own name in another case is not taken.
            if (newName is { } wanted && FindIn(sql, account, wanted) is { } holder && holder.Id != group.Id) return Renaming.NameTaken;
            var called = newName?.ToString() ?? group.Name;
            sql.On(Rename)
                .With("@id", group.Id)
                .With("@name", called)
                .With("@name_key", IamName.KeyOf(called))
                .With("@path", newPath?.ToString() ?? group.Path)
                .Run();
            return Renaming.Renamed;
        },
        ct);

    public ValueTask<Deletion> DeleteAsync(string account, IamName name, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, account, name) is not { } group) return Deletion.NotFound;
            foreach (var (obstacle, owned) in Belongings)
                if (sql.On(owned).With("@id", group.Id).Any()) return Deletion.RefusedFor(obstacle);
            sql.On(Delete).With("@id", group.Id).Run();
            return Deletion.Done;
        },
        ct);

    public ValueTask<Membership> AddUserAsync(string account, IamName group, IamName user, int most, CancellationToken ct) =>
        ChangeAsync(account, group, user, Insert(most), ct);

    public ValueTask<Membership> RemoveUserAsync(string account, IamName group, IamName user, CancellationToken ct) =>
        ChangeAsync(account, group, user, Remove, ct);

    public ValueTask<Page<User>> ListUsersAsync(Group group, string? after, int limit, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(ListUsers)
            .With("@account", group.Account)
            .With("@id", group.Id)
            .With("@after", IamName.KeyOf(after ?? ""))
            .Page(limit, UserRow.Read),
        ct);

    public ValueTask<Page<Group>> ListOfUserAsync(User user, string? after, int limit, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(ListOfUser)
            .With("@account", user.Account)
            .With("@id", user.Id)
            .With("@after", IamName.KeyOf(after ?? ""))
            .Page(limit, GroupRow.Read),
        ct);

    private static Group? FindIn(SqlSession sql, string account, IamName name) =>
        sql.On(Find).With("@account", account).With("@name_key", name.Key).First(GroupRow.Read);

    private ValueTask<Membership> ChangeAsync(
        string account, IamName group, IamName user, Func<SqlSession, string, string, Membership> change, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, account, group) is not { } found) return Membership.NoSuchGroup;
            return sql.On(FindUserId).With("@account", account).With("@name_key", user.Key).Text() is { } userId
                ? change(sql, found.Id, userId)
                : Membership.NoSuchUser;
        },
        ct);

    private static Func<SqlSession, string, string, Membership> Insert(int most) => (sql, groupId, userId) =>
    {
        if (sql.On(IsMember).With("@group_id", groupId).With("@user_id", userId).Any()) return Membership.Changed;
        if (sql.On(CountOfUser).With("@user_id", userId).Number() >= most) return Membership.QuotaExceeded;
        sql.On(AddMember).With("@group_id", groupId).With("@user_id", userId).Run();
        return Membership.Changed;
    };

    private static Membership Remove(SqlSession sql, string groupId, string userId)
    {
        sql.On(RemoveMember).With("@group_id", groupId).With("@user_id", userId).Run();
        return Membership.Changed;
    }
}

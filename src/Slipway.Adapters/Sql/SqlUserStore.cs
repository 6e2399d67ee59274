using Slipway.Identity;
using Slipway.Identity.Users;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="IUserStore"/>
internal sealed class SqlUserStore(IdentityDatabase database) : IUserStore
{
    private const string Find = $"select {UserRow.Columns} from iam_user u where u.account = @account and u.name_key = @name_key";

    private const string FindById = $"select {UserRow.Columns} from iam_user u where u.id = @id";

    private const string List =
        $"""
        select {UserRow.Columns} from iam_user u
        where u.account = @account and u.name_key > @after and substr(u.path, 1, length(@prefix)) = @prefix
        order by u.name_key limit @limit
        """;

    private const string Count = "select count(*) from iam_user where account = @account";

    private const string Add =
        """
        insert into iam_user (id, account, path, name, name_key, created_at, tags, boundary_arn)
        values (@id, @account, @path, @name, @name_key, @created_at, @tags, @boundary_arn)
        """;

    private const string Rename = "update iam_user set name = @name, name_key = @name_key, path = @path where id = @id";

    private const string SetTags = "update iam_user set tags = @tags where id = @id";

    private const string ForgetServices = "delete from iam_service_access where principal_id = @id";

    private const string Delete = "delete from iam_user where id = @id";

    /// <summary>In the order in which IAM's user guide has them removed.</summary>
    private static readonly (DeletionObstacle Obstacle, string Sql)[] Belongings =
    [
        (DeletionObstacle.LoginProfile, "select 1 from iam_login_profile where user_id = @id"),
        (DeletionObstacle.AccessKeys, "select 1 from access_key where user_id = @id limit 1"),
        (DeletionObstacle.MfaDevices, "select 1 from iam_mfa_device where user_id = @id limit 1"),
        (DeletionObstacle.InlinePolicies, "select 1 from iam_inline_policy where principal_id = @id limit 1"),
        (DeletionObstacle.AttachedPolicies, "select 1 from iam_attachment where principal_id = @id limit 1"),
        (DeletionObstacle.Memberships, "select 1 from iam_membership where user_id = @id limit 1"),
    ];

    public ValueTask<User?> FindAsync(string account, IamName name, CancellationToken ct) => database.ReadAsync(sql => FindIn(sql, account, name), ct);

    public ValueTask<User?> FindByIdAsync(string id, CancellationToken ct) =>
        database.ReadAsync(sql => sql.On(FindById).With("@id", id).First(UserRow.Read), ct);

    public ValueTask<Page<User>> ListAsync(string account, string pathPrefix, string? after, int limit, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(List).PageOfNames(account, pathPrefix, after, limit, UserRow.Read), ct);

    public ValueTask<Addition> AddAsync(User user, int most, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, user.Account, IamName.Parse(user.Name)) is not null) return Addition.NameTaken;
            if (user.BoundaryArn is { } boundary && !sql.HasPolicy(user.Account, boundary)) return Addition.NoSuchBoundary;
            if (sql.On(Count).With("@account", user.Account).Number() >= most) return Addition.QuotaExceeded;
            sql.On(Add)
                .With("@id", user.Id)
                .With("@account", user.Account)
                .With("@path", user.Path)
                .With("@name", user.Name)
                .With("@name_key", IamName.KeyOf(user.Name))
                .With("@created_at", user.CreatedAt)
                .With("@tags", JsonText.Of(user.Tags))
                .With("@boundary_arn", user.BoundaryArn)
                .Run();
            return Addition.Added;
        },
        ct);

    public ValueTask<Renaming> RenameAsync(string account, IamName name, IamName? newName, IamPath? newPath, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, account, name) is not { } user) return Renaming.NotFound;
            // Its own name in another case is not taken.
            if (newName is { } wanted && FindIn(sql, account, wanted) is { } holder && holder.Id != user.Id) return Renaming.NameTaken;
            var called = newName?.ToString() ?? user.Name;
            sql.On(Rename)
                .With("@id", user.Id)
                .With("@name", called)
                .With("@name_key", IamName.KeyOf(called))
                .With("@path", newPath?.ToString() ?? user.Path)
                .Run();
            return Renaming.Renamed;
        },
        ct);

    public ValueTask<User?> ChangeTagsAsync(string account, IamName name, Func<TagSet, TagSet> change, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, account, name) is not { } user) return null;
            var tags = change(user.Tags);
            sql.On(SetTags).With("@id", user.Id).With("@tags", JsonText.Of(tags)).Run();
            return user with { Tags = tags };
        },
        ct);

    public ValueTask<Deletion> DeleteAsync(string account, IamName name, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, account, name) is not { } user) return Deletion.NotFound;
            foreach (var (obstacle, owned) in Belongings)
                if (sql.On(owned).With("@id", user.Id).Any()) return Deletion.RefusedFor(obstacle);
            sql.On(ForgetServices).With("@id", user.Id).Run();
            sql.On(Delete).With("@id", user.Id).Run();
            return Deletion.Done;
        },
        ct);

    private static User? FindIn(SqlSession sql, string account, IamName name) =>
        sql.On(Find).With("@account", account).With("@name_key", name.Key).First(UserRow.Read);
}

using System.Data.Common;
using Slipway.Identity;
using Slipway.Identity.Roles;

namespace Slipway.Adapters.Sql;

/// <summary>A row of the table <c>iam_role</c>, both ways.</summary>
internal static class RoleRow
{
    /// <summary>In the order that <see cref="Read"/> expects.</summary>
    public const string Columns =
        """
        r.id, r.account, r.path, r.name, r.created_at, r.trust_policy, r.trust_meaning, r.max_session_seconds, r.description, r.boundary_arn, r.service,
        r.tags, r.last_used_at, r.last_used_region
        """;

    /// <summary>How many columns these are.</summary>
    public const int Count = 14;

    private const string Insert =
        """
        insert into iam_role (id, account, path, name, name_key, description, max_session_seconds, trust_policy, trust_meaning, boundary_arn, service, tags, created_at)
        values (@id, @account, @path, @name, @name_key, @description, @max_session, @trust, @meaning, @boundary, @service, @tags, @created_at)
        """;

    private const string Attach =
        "insert into iam_attachment (principal_id, policy_arn, account, attached_at) values (@id, @policy_arn, @account, @attached_at)";

    private const string Update =
        """
        update iam_role set description = @description, max_session_seconds = @max_session, trust_policy = @trust, trust_meaning = @meaning, tags = @tags
        where id = @id
        """;

    /// <summary>Adds a role with managed policies attached; its name is known to be free.</summary>
    public static void Add(SqlSession sql, Role role, params IReadOnlyList<string> policyArns)
    {
        Bind(sql.On(Insert), role)
            .With("@account", role.Account)
            .With("@path", role.Path)
            .With("@name", role.Name)
            .With("@name_key", IamName.KeyOf(role.Name))
            .With("@boundary", role.BoundaryArn)
            .With("@service", role.Service)
            .With("@created_at", role.CreatedAt)
            .Run();
        foreach (var policy in policyArns)
            sql.On(Attach).With("@id", role.Id).With("@policy_arn", policy).With("@account", role.Account).With("@attached_at", role.CreatedAt).Run();
    }

    /// <summary>Writes what a role's owner can change of it, but for its boundary.</summary>
    public static void Change(SqlSession sql, Role role) => Bind(sql.On(Update), role).Run();

    /// <returns>false when it was gone.</returns>
    public static bool Delete(SqlSession sql, string id)
    {
        sql.On("delete from iam_service_access where principal_id = @id").With("@id", id).Run();
        return sql.On("delete from iam_role where id = @id").With("@id", id).Run() == 1;
    }

    public static Role Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        row.Time(4),
        new(row.GetString(5), row.TextOrNull(6) ?? row.GetString(5)),
        TimeSpan.FromSeconds(row.GetInt64(7)))
    {
        Description = row.TextOrNull(8),
        BoundaryArn = row.TextOrNull(9),
        Service = row.TextOrNull(10),
        Tags = new(JsonText.Map(row.GetString(11))),
        LastUsed = row.TimeOrNull(12) is { } at ? (at, row.GetString(13)) : null,
    };

    private static SqlStatement Bind(SqlStatement statement, Role role) => statement
        .With("@id", role.Id)
        .With("@description", role.Description)
        .With("@max_session", (long)role.MaxSession.TotalSeconds)
        .With("@trust", role.TrustPolicy.Text)
        .With("@meaning", role.TrustPolicy.Meaning == role.TrustPolicy.Text ? null : role.TrustPolicy.Meaning)
        .With("@tags", JsonText.Of(role.Tags));
}

using Slipway.Iam.PolicyEngine;
using Slipway.Identity;
using Slipway.Identity.Grants;
using Slipway.Identity.Passwords;
using Slipway.Identity.Policies;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlGrantStore(IdentityDatabase database) : IGrantStore
{
    private const string FindUser = $"select {UserRow.Columns} from iam_user u where u.id = @id";

    private const string FindRole = $"select {RoleRow.Columns} from iam_role r where r.id = @id";

    private const string GroupsOf = "select g.id, g.name from iam_membership m join iam_group g on g.id = m.group_id where m.user_id = @id order by m.group_id";

    private const string GroupName = "select name from iam_group where id = @id";

    private const string InlineOf = "select name, document from iam_inline_policy where principal_id = @id order by name";

    private const string AttachedTo = "select policy_arn from iam_attachment where principal_id = @id order by policy_arn";

    private const string DefaultVersion =
        """
        select p.name, v.document from iam_policy p join iam_policy_version v on v.policy_id = p.id and v.version = p.default_version
        where p.arn = @arn
        """;

    public ValueTask<UserGrants?> OfUserAsync(string userId, CancellationToken ct) => database.ReadAsync(
        sql =>
        {
            if (sql.On(FindUser).With("@id", userId).First(UserRow.Read) is not { } user) return null;
            List<GrantedPolicy> policies = [.. PoliciesOf(sql, userId, PolicySourceType.User, user.Name)];
            foreach (var (id, name) in sql.On(GroupsOf).With("@id", userId).All(static row => (row.GetString(0), row.GetString(1))))
                policies.AddRange(PoliciesOf(sql, id, PolicySourceType.Group, name));
            if (SqlPasswordPolicyStore.FindIn(sql, user.Account) is { AllowsUsersToChange: true }) policies.Add(OwnPassword.Policy);
            return new UserGrants(user, policies, BoundaryOf(sql, user.BoundaryArn));
        },
        ct);

    public ValueTask<RoleGrants?> OfRoleAsync(string roleId, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(FindRole).With("@id", roleId).First(RoleRow.Read) is { } role
            ? new RoleGrants(role, [.. PoliciesOf(sql, roleId, PolicySourceType.Role, role.Name)], BoundaryOf(sql, role.BoundaryArn))
            : null,
        ct);

    public ValueTask<IReadOnlyList<GrantedPolicy>> OfGroupAsync(string groupId, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<GrantedPolicy>>(
            sql => sql.On(GroupName).With("@id", groupId).Text() is { } name ? [.. PoliciesOf(sql, groupId, PolicySourceType.Group, name)] : [], ct);

    public ValueTask<string?> FindIdAsync(string account, string kind, string name, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(kind switch
        {
            "user" => "select id from iam_user where account = @account and name_key = @name_key",
            "group" => "select id from iam_group where account = @account and name_key = @name_key",
            "role" => "select id from iam_role where account = @account and name_key = @name_key",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of principal"),
        }).With("@account", account).With("@name_key", IamName.KeyOf(name)).Text(),
        ct);

    public ValueTask<IReadOnlyList<GrantedPolicy>> FindPoliciesAsync(IReadOnlyList<string> arns, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<GrantedPolicy>>(sql => [.. arns.Select(arn => Managed(sql, arn)).OfType<GrantedPolicy>()], ct);

    private static IEnumerable<GrantedPolicy> PoliciesOf(SqlSession sql, string id, PolicySourceType holder, string holderName)
    {
        foreach (var inline in sql.On(InlineOf).With("@id", id).All(row => new GrantedPolicy(row.GetString(0), null, holder, row.GetString(1), holderName)))
            yield return inline;
        foreach (var arn in sql.On(AttachedTo).With("@id", id).All(static row => row.GetString(0)))
            if (Managed(sql, arn) is { } managed) yield return managed with { HolderName = holderName };
    }

    private static GrantedPolicy? Managed(SqlSession sql, string arn) =>
        AwsManagedPolicies.Find(arn) is { } aws
            ? new(aws.Name, arn, PolicySourceType.AwsManaged, aws.Document, null)
            : sql.On(DefaultVersion).With("@arn", arn).First(row => new GrantedPolicy(row.GetString(0), arn, PolicySourceType.UserManaged, row.GetString(1), null));

    private static Boundary? BoundaryOf(SqlSession sql, string? arn) => arn is null ? null : new(Managed(sql, arn));
}

using System.Data.Common;
using Slipway.Identity.Organizations;

namespace Slipway.Adapters.Sql;

/// <summary>The rows of Organizations' tables that several stores read, and what every new root, unit or account gets.</summary>
internal static class OrganizationRows
{
    /// <summary>In the order that <see cref="ReadAccount"/> expects.</summary>
    public const string AccountColumns =
        "a.id, a.organization_id, a.parent_id, a.email, a.name, a.joined_at, a.is_created, a.is_suspended, u.path";

    public const string AccountTables = "organization_account a join organization_unit u on u.id = a.parent_id";

    /// <summary>In the order that <see cref="ReadUnit"/> expects.</summary>
    public const string UnitColumns = "u.id, u.organization_id, u.parent_id, u.name, u.path, u.has_service_control";

    /// <summary>In the order that <see cref="ReadPolicy"/> expects.</summary>
    public const string PolicyColumns = "p.organization_id, p.id, p.name, p.description, p.content, p.is_aws_managed";

    private const string Attach =
        """
        insert into organization_policy_attachment (organization_id, target_id, policy_id) values (@organization, @target, @policy)
        on conflict do nothing
        """;

    private const string PutTags =
        """
        insert into organization_tags (organization_id, resource_id, tags) values (@organization, @resource, @tags)
        on conflict (organization_id, resource_id) do update set tags = excluded.tags
        """;

    private const string RemoveTags = "delete from organization_tags where organization_id = @organization and resource_id = @resource";

    private const string AddUnit =
        """
        insert into organization_unit (id, organization_id, parent_id, name, path, has_service_control)
        values (@id, @organization, @parent, @name, @path, @has_service_control)
        on conflict do nothing
        """;

    private const string AddAccount =
        """
        insert into organization_account (id, organization_id, parent_id, email, email_key, name, is_created, is_suspended, joined_at)
        values (@id, @organization, @parent, @email, @email_key, @name, @is_created, @is_suspended, @joined_at)
        on conflict do nothing
        """;

    private const string AddPolicy =
        """
        insert into organization_policy (organization_id, id, name, description, content, is_aws_managed)
        values (@organization, @id, @name, @description, @content, @is_aws_managed)
        on conflict do nothing
        """;

    private const string IsInForce =
        "select 1 from organization_unit where organization_id = @organization and parent_id is null and has_service_control";

    public static OrganizationAccount ReadAccount(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.Time(5))
        {
            IsCreated = row.GetBoolean(6),
            IsSuspended = row.GetBoolean(7),
            Path = $"{row.GetString(8)}{row.GetString(0)}/",
        };

    public static OrganizationalUnit ReadUnit(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.TextOrNull(2), row.GetString(3), row.GetString(4)) { HasServiceControl = row.GetBoolean(5) };

    public static ServiceControlPolicy ReadPolicy(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4)) { IsAwsManaged = row.GetBoolean(5) };

    /// <summary>Whether service control policies are in force in an organization.</summary>
    public static bool HasServiceControl(this SqlSession sql, string organization) => sql.On(IsInForce).With("@organization", organization).Any();

    /// <returns>false when the target has the policy already.</returns>
    public static bool AttachPolicy(this SqlSession sql, string organization, string policy, string target) => sql.On(Attach)
        .With("@organization", organization).With("@target", target).With("@policy", policy).Run() == 1;

    /// <summary>What a new root, unit or account begins with. Where service control policies are disabled it gets none, as on AWS.</summary>
    public static void AttachFullAccess(this SqlSession sql, string organization, string target)
    {
        if (sql.HasServiceControl(organization)) sql.AttachPolicy(organization, ServiceControlPolicy.FullAwsAccessId, target);
    }

    public static void PutResourceTags(this SqlSession sql, string organization, string resource, IReadOnlyCollection<KeyValuePair<string, string>> tags)
    {
        if (tags.Count == 0) sql.On(RemoveTags).With("@organization", organization).With("@resource", resource).Run();
        else sql.On(PutTags).With("@organization", organization).With("@resource", resource).With("@tags", JsonText.Of(tags)).Run();
    }

    public static bool Insert(this SqlSession sql, OrganizationalUnit unit) => sql.On(AddUnit)
        .With("@id", unit.Id)
        .With("@organization", unit.OrganizationId)
        .With("@parent", unit.ParentId)
        .With("@name", unit.Name)
        .With("@path", unit.Path)
        .With("@has_service_control", unit.HasServiceControl)
        .Run() == 1;

    public static bool Insert(this SqlSession sql, OrganizationAccount account) => sql.On(AddAccount)
        .With("@id", account.Id)
        .With("@organization", account.OrganizationId)
        .With("@parent", account.ParentId)
        .With("@email", account.Email)
        .With("@email_key", EmailKey(account.Email))
        .With("@name", account.Name)
        .With("@is_created", account.IsCreated)
        .With("@is_suspended", account.IsSuspended)
        .With("@joined_at", account.JoinedAt)
        .Run() == 1;

    public static bool Insert(this SqlSession sql, ServiceControlPolicy policy) => sql.On(AddPolicy)
        .With("@organization", policy.OrganizationId)
        .With("@id", policy.Id)
        .With("@name", policy.Name)
        .With("@description", policy.Description)
        .With("@content", policy.Content)
        .With("@is_aws_managed", policy.IsAwsManaged)
        .Run() == 1;

    public static string EmailKey(string email) => email.ToLowerInvariant();
}

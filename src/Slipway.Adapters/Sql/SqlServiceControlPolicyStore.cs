using Slipway.Identity.Organizations;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="IServiceControlPolicyStore"/>
internal sealed class SqlServiceControlPolicyStore(IdentityDatabase database) : IServiceControlPolicyStore
{
    private const string FindBound =
        $"""
        select {OrganizationRows.AccountColumns} from {OrganizationRows.AccountTables} join organization o on o.id = a.organization_id
        where a.id = @account and o.management_account <> a.id
        """;

    private const string AllOfTarget =
        $"""
        select {OrganizationRows.PolicyColumns} from organization_policy_attachment t
        join organization_policy p on p.organization_id = t.organization_id and p.id = t.policy_id
        where t.target_id = @target
        """;

    private const string Find =
        $"select {OrganizationRows.PolicyColumns} from organization_policy p where p.organization_id = @organization and p.id = @id";

    private const string List =
        $"""
        select {OrganizationRows.PolicyColumns} from organization_policy p
        where p.organization_id = @organization and p.id > @after
        order by p.id limit @limit
        """;

    private const string Count = "select count(*) from organization_policy where organization_id = @organization and not is_aws_managed";

    private const string IdOfName = "select id from organization_policy where organization_id = @organization and name = @name";

    private const string Update =
        """
        update organization_policy set name = @name, description = @description, content = @content
        where organization_id = @organization and id = @id
        """;

    private const string IsAttached =
        "select 1 from organization_policy_attachment where organization_id = @organization and policy_id = @id limit 1";

    private const string Remove = "delete from organization_policy where organization_id = @organization and id = @id";

    private const string CountOfTarget = "select count(*) from organization_policy_attachment where target_id = @target";

    private const string HasPolicy = "select 1 from organization_policy_attachment where target_id = @target and policy_id = @id";

    private const string Detach = "delete from organization_policy_attachment where target_id = @target and policy_id = @id";

    private const string HasTarget =
        """
        select 1 from organization_unit where organization_id = @organization and id = @target
        union all
        select 1 from organization_account where organization_id = @organization and id = @target
        """;

    private const string ListOfTarget =
        $"""
        select {OrganizationRows.PolicyColumns} from organization_policy_attachment t
        join organization_policy p on p.organization_id = t.organization_id and p.id = t.policy_id
        where t.target_id = @target and t.organization_id = @organization and t.policy_id > @after
        order by t.policy_id limit @limit
        """;

    private const string ListTargets =
        """
        select t.target_id, coalesce(u.name, a.name) from organization_policy_attachment t
        left join organization_unit u on u.id = t.target_id
        left join organization_account a on a.id = t.target_id
        where t.organization_id = @organization and t.policy_id = @id and t.target_id > @after
        order by t.target_id limit @limit
        """;

    private const string SetForce =
        "update organization_unit set has_service_control = @in_force where organization_id = @organization and parent_id is null and has_service_control <> @in_force";

    private const string DetachAll = "delete from organization_policy_attachment where organization_id = @organization";

    private const string AttachToUnits =
        """
        insert into organization_policy_attachment (organization_id, target_id, policy_id)
        select organization_id, id, @id from organization_unit where organization_id = @organization
        """;

    private const string AttachToAccounts =
        """
        insert into organization_policy_attachment (organization_id, target_id, policy_id)
        select organization_id, id, @id from organization_account where organization_id = @organization
        """;

    public ValueTask<IReadOnlyList<IReadOnlyList<ServiceControlPolicy>>> ServiceControlPoliciesOfAsync(string account, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<IReadOnlyList<ServiceControlPolicy>>>(
            sql =>
            {
                if (sql.On(FindBound).With("@account", account).First(OrganizationRows.ReadAccount) is not { } bound) return [];
                if (!sql.HasServiceControl(bound.OrganizationId)) return [];
                // o-…/r-…/ou-…/123456789012/: the levels are the path's steps after the organization.
                return [.. bound.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1)
                    .Select(target => sql.On(AllOfTarget).With("@target", target).All(OrganizationRows.ReadPolicy))];
            },
            ct);

    public ValueTask<ServiceControlPolicy?> FindAsync(string organizationId, string id, CancellationToken ct) =>
        database.ReadAsync(sql => FindIn(sql, organizationId, id), ct);

    public ValueTask<Page<ServiceControlPolicy>> ListAsync(string organizationId, string? after, int limit, CancellationToken ct) =>
        database.ReadAsync(
            sql => sql.On(List).With("@organization", organizationId).With("@after", after ?? "").Page(limit, OrganizationRows.ReadPolicy), ct);

    public ValueTask<PolicyChange> AddAsync(ServiceControlPolicy policy, TagSet tags, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (sql.On(Count).With("@organization", policy.OrganizationId).Number() >= IServiceControlPolicyStore.MostPolicies) return PolicyChange.TooMany;
            if (!sql.Insert(policy)) return PolicyChange.DuplicateName;
            sql.PutResourceTags(policy.OrganizationId, policy.Id, tags);
            return PolicyChange.Done;
        },
        ct);

    public ValueTask<PolicyChange> UpdateAsync(ServiceControlPolicy policy, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, policy.OrganizationId, policy.Id) is null) return PolicyChange.NotFound;
            var holder = sql.On(IdOfName).With("@organization", policy.OrganizationId).With("@name", policy.Name).Text();
            if (holder is not null && holder != policy.Id) return PolicyChange.DuplicateName;
            sql.On(Update)
                .With("@organization", policy.OrganizationId)
                .With("@id", policy.Id)
                .With("@name", policy.Name)
                .With("@description", policy.Description)
                .With("@content", policy.Content)
                .Run();
            return PolicyChange.Done;
        },
        ct);

    public ValueTask<PolicyChange> RemoveAsync(string organizationId, string id, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, organizationId, id) is null) return PolicyChange.NotFound;
            if (sql.On(IsAttached).With("@organization", organizationId).With("@id", id).Any()) return PolicyChange.InUse;
            sql.PutResourceTags(organizationId, id, TagSet.Empty);
            sql.On(Remove).With("@organization", organizationId).With("@id", id).Run();
            return PolicyChange.Done;
        },
        ct);

    public ValueTask<PolicyChange> AttachAsync(string organizationId, string id, string targetId, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (Missing(sql, organizationId, id, targetId) is { } missing) return missing;
            if (sql.On(HasPolicy).With("@target", targetId).With("@id", id).Any()) return PolicyChange.Attached;
            if (CountOf(sql, targetId) >= IServiceControlPolicyStore.MostAttached) return PolicyChange.TooMany;
            sql.AttachPolicy(organizationId, id, targetId);
            return PolicyChange.Done;
        },
        ct);

    public ValueTask<PolicyChange> DetachAsync(string organizationId, string id, string targetId, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (Missing(sql, organizationId, id, targetId) is { } missing) return missing;
            if (!sql.On(HasPolicy).With("@target", targetId).With("@id", id).Any()) return PolicyChange.NotAttached;
            if (CountOf(sql, targetId) == 1) return PolicyChange.LastOne;
            sql.On(Detach).With("@target", targetId).With("@id", id).Run();
            return PolicyChange.Done;
        },
        ct);

    public ValueTask<Page<ServiceControlPolicy>> ListOfTargetAsync(
        string organizationId, string targetId, string? after, int limit, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(ListOfTarget)
            .With("@organization", organizationId).With("@target", targetId).With("@after", after ?? "")
            .Page(limit, OrganizationRows.ReadPolicy),
        ct);

    public ValueTask<Page<PolicyTarget>> ListTargetsAsync(string organizationId, string id, string? after, int limit, CancellationToken ct) =>
        database.ReadAsync(
            sql => sql.On(ListTargets)
                .With("@organization", organizationId).With("@id", id).With("@after", after ?? "")
                .Page(limit, static row => new PolicyTarget(row.GetString(0), row.GetString(1))),
            ct);

    public ValueTask<bool> SetForceAsync(string organizationId, bool isInForce, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (sql.On(SetForce).With("@organization", organizationId).With("@in_force", isInForce).Run() == 0) return false;
            sql.On(DetachAll).With("@organization", organizationId).Run();
            if (!isInForce) return true;
            sql.On(AttachToUnits).With("@organization", organizationId).With("@id", ServiceControlPolicy.FullAwsAccessId).Run();
            sql.On(AttachToAccounts).With("@organization", organizationId).With("@id", ServiceControlPolicy.FullAwsAccessId).Run();
            return true;
        },
        ct);

    private static ServiceControlPolicy? FindIn(SqlSession sql, string organization, string id) =>
        sql.On(Find).With("@organization", organization).With("@id", id).First(OrganizationRows.ReadPolicy);

    private static PolicyChange? Missing(SqlSession sql, string organization, string id, string target)
    {
        if (FindIn(sql, organization, id) is null) return PolicyChange.NotFound;
        if (!sql.On(HasTarget).With("@organization", organization).With("@target", target).Any()) return PolicyChange.TargetNotFound;
        return sql.HasServiceControl(organization) ? null : PolicyChange.NotInForce;
    }

    private static long CountOf(SqlSession sql, string target) => sql.On(CountOfTarget).With("@target", target).Number() ?? 0;
}

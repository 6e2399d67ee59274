using System.Data.Common;
using Slipway.Identity.Policies;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlAttachmentStore(IdentityDatabase database) : IAttachmentStore
{
    private const string List = "select policy_arn from iam_attachment where principal_id = @id order by policy_arn";

    private const string Attach =
        "insert into iam_attachment (principal_id, policy_arn, account, attached_at) values (@id, @arn, @account, @at)";

    private const string Detach = "delete from iam_attachment where principal_id = @id and policy_arn = @arn";

    private const string Usage =
        """
        select
            (select count(*) from iam_attachment where policy_arn = @arn and account = @account),
            (select count(*) from iam_user where boundary_arn = @arn and account = @account)
            + (select count(*) from iam_role where boundary_arn = @arn and account = @account)
        """;

    // By id, which tells the kind by its first letters: AGPA…, AIDA…, AROA….
    private const string AttachedGroups =
        """
        select e.id, e.name from iam_attachment a join iam_group e on e.id = a.principal_id
        where a.policy_arn = @arn and a.account = @account and a.principal_id > @after and substr(e.path, 1, length(@prefix)) = @prefix
        order by a.principal_id limit @limit
        """;

    private const string AttachedUsers =
        """
        select e.id, e.name from iam_attachment a join iam_user e on e.id = a.principal_id
        where a.policy_arn = @arn and a.account = @account and a.principal_id > @after and substr(e.path, 1, length(@prefix)) = @prefix
        order by a.principal_id limit @limit
        """;

    private const string AttachedRoles =
        """
        select e.id, e.name from iam_attachment a join iam_role e on e.id = a.principal_id
        where a.policy_arn = @arn and a.account = @account and a.principal_id > @after and substr(e.path, 1, length(@prefix)) = @prefix
        order by a.principal_id limit @limit
        """;

    private const string BoundedUsers =
        """
        select e.id, e.name from iam_user e
        where e.boundary_arn = @arn and e.account = @account and e.id > @after and substr(e.path, 1, length(@prefix)) = @prefix
        order by e.id limit @limit
        """;

    private const string BoundedRoles =
        """
        select e.id, e.name from iam_role e
        where e.boundary_arn = @arn and e.account = @account and e.id > @after and substr(e.path, 1, length(@prefix)) = @prefix
        order by e.id limit @limit
        """;

    private static readonly (PolicyEntityKind Kind, bool IsBoundary, string Sql)[] Entities =
    [
        (PolicyEntityKind.Group, IsBoundary: false, AttachedGroups),
        (PolicyEntityKind.User, IsBoundary: false, AttachedUsers),
        (PolicyEntityKind.User, IsBoundary: true, BoundedUsers),
        (PolicyEntityKind.Role, IsBoundary: false, AttachedRoles),
        (PolicyEntityKind.Role, IsBoundary: true, BoundedRoles),
    ];

    public ValueTask<AttachmentOutcome> AttachAsync(string principalId, string policyArn, int most, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (PrincipalRow.AccountOf(sql, principalId) is not { } account) return AttachmentOutcome.NoSuchPrincipal;
            if (!sql.HasPolicy(account, policyArn)) return AttachmentOutcome.NoSuchPolicy;
            var attached = ArnsOf(sql, principalId);
            if (attached.Contains(policyArn)) return AttachmentOutcome.Attached;
            if (attached.Count >= most) return AttachmentOutcome.QuotaExceeded;
            sql.On(Attach).With("@id", principalId).With("@arn", policyArn).With("@account", account).With("@at", at).Run();
            return AttachmentOutcome.Attached;
        },
        ct);

    public ValueTask<bool> DetachAsync(string principalId, string policyArn, CancellationToken ct) =>
        database.WriteAsync(sql => sql.On(Detach).With("@id", principalId).With("@arn", policyArn).Run() == 1, ct);

    public ValueTask<IReadOnlyList<PolicyArn>> ListAsync(string principalId, CancellationToken ct) =>
        database.ReadAsync(sql => AttachedTo(sql, principalId), ct);

    public ValueTask<IReadOnlyDictionary<string, PolicyUsage>> UsageOfAsync(string account, IReadOnlyList<string> policyArns, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyDictionary<string, PolicyUsage>>(
            sql => policyArns.Distinct().ToDictionary(
                arn => arn,
                arn => sql.On(Usage).With("@arn", arn).With("@account", account).First(static row => new PolicyUsage(row.GetInt64(0), row.GetInt64(1)))),
            ct);

    public ValueTask<Page<PolicyEntity>> EntitiesOfAsync(
        string account, string policyArn, EntityFilter filter, string after, int limit, CancellationToken ct) => database.ReadAsync(
        sql =>
        {
            // Each of them brings a page and one more, so the first ones of all are among them.
            List<PolicyEntity> found =
            [
                .. Entities
                    .Where(source => (filter.Kind is null || source.Kind == filter.Kind) && (source.IsBoundary ? filter.Bounded : filter.Attached))
                    .SelectMany(source => sql.On(source.Sql)
                        .With("@arn", policyArn)
                        .With("@account", account)
                        .With("@after", after)
                        .With("@prefix", filter.PathPrefix)
                        .With("@limit", limit + 1L)
                        .All(row => new PolicyEntity(source.Kind, row.GetString(0), row.GetString(1))))
                    .Distinct()
                    .OrderBy(entity => entity.Id, StringComparer.Ordinal),
            ];
            return new Page<PolicyEntity>([.. found.Take(limit)], found.Count > limit);
        },
        ct);

    public ValueTask<IReadOnlyList<HeldPolicies>> PoliciesOfAsync(IReadOnlyList<string> principalIds, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<HeldPolicies>>(
            sql => [.. principalIds.Select(id => new HeldPolicies(id, SqlInlinePolicyStore.OfPrincipal(sql, id), AttachedTo(sql, id)))], ct);

    private static List<string> ArnsOf(SqlSession sql, string principalId) =>
        sql.On(List).With("@id", principalId).All(static row => row.GetString(0));

    private static IReadOnlyList<PolicyArn> AttachedTo(SqlSession sql, string principalId) =>
        [.. ArnsOf(sql, principalId).Select(PolicyArn.Parse).OrderBy(policy => policy.Key, StringComparer.Ordinal)];
}

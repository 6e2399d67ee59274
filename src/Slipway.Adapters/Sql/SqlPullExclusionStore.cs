using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Images;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlPullExclusionStore(Database database) : IPullExclusionStore
{
    private const string Count = "select count(*) from pull_time_exclusion where account = @account and region = @region";

    private const string Find = "select 1 from pull_time_exclusion where account = @account and region = @region and principal_arn = @arn";

    private const string Add = "insert into pull_time_exclusion (account, region, principal_arn, created_at) values (@account, @region, @arn, @at)";

    private const string Remove = "delete from pull_time_exclusion where account = @account and region = @region and principal_arn = @arn";

    private const string List =
        """
        select principal_arn from pull_time_exclusion where account = @account and region = @region and principal_arn > @after
        order by principal_arn limit @limit
        """;

    private const string ListAll =
        """
        select account, region, principal_arn, created_at from pull_time_exclusion where (account, region, principal_arn) > (@account, @region, @arn)
        order by account, region, principal_arn limit @limit
        """;

    public ValueTask<ExclusionAddition> AddAsync(PullExclusion exclusion, int most, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            if (On(session, Find, exclusion.Registry).With("@arn", exclusion.PrincipalArn).Any()) return ExclusionAddition.Exists;
            if (On(session, Count, exclusion.Registry).Number() >= most) return ExclusionAddition.TooMany;
            On(session, Add, exclusion.Registry).With("@arn", exclusion.PrincipalArn).With("@at", exclusion.CreatedAt).Run();
            return ExclusionAddition.Added;
        },
        ct);

    public ValueTask<bool> RemoveAsync(RegistryScope registry, string principalArn, CancellationToken ct) =>
        database.WriteAsync(session => On(session, Remove, registry).With("@arn", principalArn).Run() > 0, ct);

    public ValueTask<Page<string>> ListAsync(RegistryScope registry, string? after, int limit, CancellationToken ct) => database.ReadAsync(
        session => On(session, List, registry).With("@after", after ?? "").Page(limit, static row => row.GetString(0)), ct);

    public ValueTask<Page<PullExclusion>> ListAllAsync(PullExclusion? after, int limit, CancellationToken ct) => database.ReadAsync(
        session => On(session, ListAll, after?.Registry ?? new("", ""))
            .With("@arn", after?.PrincipalArn ?? "")
            .Page(limit, static row => new PullExclusion(new(row.GetString(0), row.GetString(1)), row.GetString(2), row.Time(3))),
        ct);

    private static SqlStatement On(SqlSession session, string sql, RegistryScope registry) =>
        session.On(sql).With("@account", registry.Account).With("@region", registry.Region);
}

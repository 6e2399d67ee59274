using Slipway.Identity.Reports;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="IServiceAccessStore"/>
internal sealed class SqlServiceAccessStore(IdentityDatabase database) : IServiceAccessStore
{
    private const string Of = "select principal_id, service, last_at, last_region from iam_service_access where principal_id = @id";

    private const string AddJob = "insert into iam_job (id, account, kind, target, created_at) values (@id, @account, @kind, @target, @at)";

    private const string FindJob =
        "select id, account, target, kind, created_at from iam_job where id = @id and account = @account and kind in ('access-by-service', 'access-by-action')";

    private const string ByService = "access-by-service", ByAction = "access-by-action";

    public ValueTask<IReadOnlyList<ServiceAccess>> ListAsync(IReadOnlyList<string> principalIds, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<ServiceAccess>>(
            sql =>
            [
                .. principalIds.SelectMany(id => sql.On(Of).With("@id", id)
                    .All(static row => new ServiceAccess(row.GetString(0), row.GetString(1), row.Time(2), row.GetString(3)))),
            ],
            ct);

    public async ValueTask AddJobAsync(AccessJob job, CancellationToken ct) => await database.NoteAsync(
        sql => sql.On(AddJob)
            .With("@id", job.Id)
            .With("@account", job.Account)
            .With("@kind", job.HasActions ? ByAction : ByService)
            .With("@target", job.Subject)
            .With("@at", job.CreatedAt)
            .Run(),
        ct);

    public ValueTask<AccessJob?> FindJobAsync(string account, string id, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(FindJob).With("@account", account).With("@id", id)
            .First(static row => new AccessJob(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3) == ByAction, row.Time(4))),
        ct);
}

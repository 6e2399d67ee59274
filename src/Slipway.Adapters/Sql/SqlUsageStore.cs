using Slipway.Identity.Usage;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlUsageStore(IdentityDatabase database) : IUsageStore
{
    private const string OfKey =
        """
        update access_key set last_used_at = @at, last_used_region = @region, last_used_service = @service
        where id = @id and (last_used_at is null or last_used_at <= @at)
        """;

    private const string OfRole =
        "update iam_role set last_used_at = @at, last_used_region = @region where id = @id and (last_used_at is null or last_used_at <= @at)";

    private const string OfService =
        """
        insert into iam_service_access (principal_id, service, last_at, last_region)
        select id, @service, @at, @region from iam_user where id = @id
        union all
        select id, @service, @at, @region from iam_role where id = @id
        on conflict (principal_id, service) do update set last_at = excluded.last_at, last_region = excluded.last_region
        where excluded.last_at >= iam_service_access.last_at
        """;

    public async ValueTask RecordAsync(IReadOnlyList<UsageNote> notes, CancellationToken ct) => await database.NoteAsync(
        sql =>
        {
            foreach (var note in notes)
            {
                var statement = note.Kind switch
                {
                    UsageKind.AccessKey => sql.On(OfKey).With("@service", note.Service),
                    UsageKind.Role => sql.On(OfRole),
                    _ => sql.On(OfService).With("@service", note.Service),
                };
                statement.With("@id", note.Id).With("@at", note.At).With("@region", note.Region).Run();
            }

            return notes.Count;
        },
        ct);
}

using Slipway.Identity.Roles;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="IRoleDeletionStore"/>
internal sealed class SqlRoleDeletionStore(IdentityDatabase database) : IRoleDeletionStore
{
    private const string Kind = "service-linked-role-deletion";

    private const string Detach = "delete from iam_attachment where principal_id = @id";

    private const string DeleteInline = "delete from iam_inline_policy where principal_id = @id";

    private const string Note = "insert into iam_job (id, account, kind, target, created_at) values (@id, @account, @kind, @target, @at)";

    private const string FindNote = "select 1 from iam_job where id = @id and account = @account and kind = @kind";

    public ValueTask<bool> DeleteAsync(Role role, string taskId, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            sql.On(Detach).With("@id", role.Id).Run();
            sql.On(DeleteInline).With("@id", role.Id).Run();
            if (!RoleRow.Delete(sql, role.Id)) return false;
            sql.On(Note).With("@id", taskId).With("@account", role.Account).With("@kind", Kind).With("@target", role.Arn).With("@at", at).Run();
            return true;
        },
        ct);

    public ValueTask<bool> IsDoneAsync(string account, string taskId, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(FindNote).With("@id", taskId).With("@account", account).With("@kind", Kind).Any(), ct);
}

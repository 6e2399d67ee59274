using System.Data.Common;
using Slipway.Identity.MfaDevices;
using Slipway.Identity.Users;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="IMfaDeviceStore"/>
internal sealed class SqlMfaDeviceStore(IdentityDatabase database) : IMfaDeviceStore
{
    private const string Devices =
        """
        select d.account, d.path, d.name, d.sealed_seed, d.created_at, d.tags, d.enabled_at,
            u.id, u.path, u.name, u.created_at, u.tags, u.boundary_arn
        from iam_mfa_device d left join iam_user u on u.id = d.user_id
        """;

    private const string Add =
        """
        insert into iam_mfa_device (serial, account, path, name, name_key, sealed_seed, tags, created_at)
        values (@serial, @account, @path, @name, @name_key, @sealed_seed, @tags, @created_at)
        on conflict do nothing
        """;

    private const string Find = $"{Devices} where d.serial = @serial";

    private const string List = $"{Devices} where d.account = @account and d.serial > @after order by d.serial limit @limit";

    private const string ListEnabled =
        $"{Devices} where d.account = @account and d.serial > @after and d.user_id is not null order by d.serial limit @limit";

    private const string ListUnused = $"{Devices} where d.account = @account and d.serial > @after and d.user_id is null order by d.serial limit @limit";

    private const string ListOfUser = $"{Devices} where d.user_id = @user_id order by d.serial";

    private const string FindUser = "select 1 from iam_user where id = @user_id and account = @account";

    private const string CountOfUser = "select count(*) from iam_mfa_device where user_id = @user_id";

    private const string Enable =
        """
        update iam_mfa_device set user_id = @user_id, enabled_at = @at, last_step = @step
        where serial = @serial and user_id is null and last_step < @step
        """;

    private const string TakeStep = "update iam_mfa_device set last_step = @step where serial = @serial and user_id = @user_id and last_step < @step";

    private const string Deactivate = "update iam_mfa_device set user_id = null, enabled_at = null where serial = @serial and user_id = @user_id";

    private const string Delete = "delete from iam_mfa_device where serial = @serial and user_id is null";

    private const string SetTags = "update iam_mfa_device set tags = @tags where serial = @serial";

    public ValueTask<bool> TryAddAsync(MfaDevice device, CancellationToken ct) => database.WriteAsync(
        sql => sql.On(Add)
            .With("@serial", device.SerialNumber)
            .With("@account", device.Account)
            .With("@path", device.Path)
            .With("@name", device.Name)
            // Two paths may hold devices of one name: the key is of both.
            .With("@name_key", (device.Path + device.Name).ToLowerInvariant())
            .With("@sealed_seed", device.SealedSeed)
            .With("@tags", JsonText.Of(device.Tags))
            .With("@created_at", device.CreatedAt)
            .Run() == 1,
        ct);

    public ValueTask<MfaDevice?> FindAsync(string serialNumber, CancellationToken ct) => database.ReadAsync(sql => FindIn(sql, serialNumber), ct);

    public ValueTask<Page<MfaDevice>> ListAsync(string account, bool? isEnabled, string? after, int limit, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(isEnabled switch { null => List, true => ListEnabled, false => ListUnused })
            .With("@account", account).With("@after", MfaDevice.SerialNumberOf(account, after ?? "", "")).Page(limit, Read),
        ct);

    public ValueTask<IReadOnlyList<MfaDevice>> ListOfUserAsync(string userId, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<MfaDevice>>(sql => sql.On(ListOfUser).With("@user_id", userId).All(Read), ct);

    public ValueTask<MfaEnabling> EnableAsync(string serialNumber, string userId, long step, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, serialNumber) is not { } device || !IsThere(sql, userId, device.Account)) return MfaEnabling.NotFound;
            if (device.Enabled is not null) return MfaEnabling.InUse;
            if (sql.On(CountOfUser).With("@user_id", userId).Number() >= MfaDevice.MostOfUser) return MfaEnabling.TooMany;
            var rows = sql.On(Enable).With("@serial", serialNumber).With("@user_id", userId).With("@step", step).With("@at", at).Run();
            return rows == 1 ? MfaEnabling.Enabled : MfaEnabling.CodeUsed;
        },
        ct);

    // No decision of the authorizer depends on the step.
    public ValueTask<bool> TakeStepAsync(string serialNumber, string userId, long step, CancellationToken ct) => database.NoteAsync(
        sql => sql.On(TakeStep).With("@serial", serialNumber).With("@user_id", userId).With("@step", step).Run() == 1, ct);

    public ValueTask<bool> DeactivateAsync(string serialNumber, string userId, CancellationToken ct) => database.WriteAsync(
        sql => sql.On(Deactivate).With("@serial", serialNumber).With("@user_id", userId).Run() == 1, ct);

    public ValueTask<MfaDevice?> DeleteAsync(string serialNumber, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            var found = FindIn(sql, serialNumber);
            sql.On(Delete).With("@serial", serialNumber).Run();
            return found;
        },
        ct);

    public ValueTask<MfaDevice?> ChangeTagsAsync(string serialNumber, Func<TagSet, TagSet> change, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, serialNumber) is not { } found) return null;
            var tags = change(found.Tags);
            sql.On(SetTags).With("@serial", serialNumber).With("@tags", JsonText.Of(tags)).Run();
            return found with { Tags = tags };
        },
        ct);

    private static MfaDevice? FindIn(SqlSession sql, string serialNumber) => sql.On(Find).With("@serial", serialNumber).First(Read);

    private static bool IsThere(SqlSession sql, string userId, string account) =>
        sql.On(FindUser).With("@user_id", userId).With("@account", account).Any();

    private static MfaDevice Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.Bytes(3), row.Time(4))
    {
        Tags = new(JsonText.Map(row.GetString(5))),
        Enabled = row.IsDBNull(7) ? null : (ReadUser(row), row.Time(6)),
    };

    private static User ReadUser(DbDataReader row) => new(row.GetString(7), row.GetString(0), row.GetString(8), row.GetString(9), row.Time(10))
    {
        Tags = new(JsonText.Map(row.GetString(11))),
        BoundaryArn = row.TextOrNull(12),
    };
}

using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity;
using Slipway.Identity.Users;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlUserStoreTests : UserStoreContract, IAsyncDisposable
{
    private readonly IdentityTables tables = new();

    private protected override IUserStore Store => new SqlUserStore(tables.Database);

    public ValueTask DisposeAsync() => tables.DisposeAsync();

    private protected override async ValueTask GiveAsync(DeletionObstacle belonging, User user)
    {
        foreach (var sql in (string[])(belonging switch
        {
            DeletionObstacle.LoginProfile =>
                ["insert into iam_login_profile (user_id, password_hash, is_reset_required, created_at, changed_at) values (@id, 'x', false, 0, 0)"],
            DeletionObstacle.AccessKeys =>
                ["insert into access_key (id, user_id, sealed_secret, is_active, is_initial, created_at) values ('AKIA1', @id, x'01', false, false, 0)"],
            DeletionObstacle.MfaDevices =>
                ["insert into iam_mfa_device (serial, account, path, name, name_key, user_id, sealed_seed, created_at) values ('s', 'a', '/', 'n', 'n', @id, x'01', 0)"],
            DeletionObstacle.InlinePolicies => ["insert into iam_inline_policy (principal_id, name, document) values (@id, 'n', '{}')"],
            DeletionObstacle.AttachedPolicies => ["insert into iam_attachment (principal_id, policy_arn, account, attached_at) values (@id, 'p', 'a', 0)"],
            _ =>
            [
                "insert into iam_group (id, account, path, name, name_key, created_at) values ('g', 'a', '/', 'g', 'g', 0)",
                "insert into iam_membership (group_id, user_id) values ('g', @id)",
            ],
        })) await RunAsync(sql, user.Id);
        // No obstacle, and gone with the user.
        if (belonging is DeletionObstacle.Memberships)
            await RunAsync("insert into iam_service_access (principal_id, service, last_at, last_region) values (@id, 'ecr', 0, 'us-east-1')", user.Id);
    }

    private protected override ValueTask TakeAsync(DeletionObstacle belonging, User user) => RunAsync(
        belonging switch
        {
            DeletionObstacle.LoginProfile => "delete from iam_login_profile where user_id = @id",
            DeletionObstacle.AccessKeys => "delete from access_key where user_id = @id",
            DeletionObstacle.MfaDevices => "delete from iam_mfa_device where user_id = @id",
            DeletionObstacle.InlinePolicies => "delete from iam_inline_policy where principal_id = @id",
            DeletionObstacle.AttachedPolicies => "delete from iam_attachment where principal_id = @id",
            _ => "delete from iam_membership where user_id = @id",
        },
        user.Id);

    private protected override async ValueTask AddPolicyAsync(string account, string arn) => await tables.Database.WriteAsync(
        sql => sql.On("""
            insert into iam_policy (id, account, path, name, name_key, arn, default_version, last_version, created_at, updated_at)
            values (@arn, @account, '/', @arn, @arn, @arn, 1, 1, 0, 0)
            """).With("@arn", arn).With("@account", account).Run(),
        TestContext.Current.CancellationToken);

    [Fact]
    public async Task What_a_password_was_last_used_for_is_told_of_its_user()
    {
        var ct = TestContext.Current.CancellationToken;
        var user = IdentitySamples.User("alice");
        await Store.AddAsync(user, IdentitySamples.Plenty, ct);
        await GiveAsync(DeletionObstacle.LoginProfile, user);
        Assert.Null((await Store.FindByIdAsync(user.Id, ct))!.PasswordLastUsedAt);
        await RunAsync("update iam_login_profile set last_used_at = 1000 where user_id = @id", user.Id);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1), (await Store.FindByIdAsync(user.Id, ct))!.PasswordLastUsedAt);
    }

    private async ValueTask RunAsync(string text, string id) => await tables.Database.WriteAsync(
        sql => text.Contains("@id", StringComparison.Ordinal) ? sql.On(text).With("@id", id).Run() : sql.On(text).Run(),
        TestContext.Current.CancellationToken);
}

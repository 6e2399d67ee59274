using Slipway.Identity;
using Slipway.Identity.AccessKeys;
using Slipway.Identity.Users;
using Slipway.Identity.Policies;
using Slipway.Kernel;

namespace Slipway.Tests.Identity;

public sealed class FirstIdentityTests : IAsyncDisposable
{
    private const string Account = IdentityFixture.Account;

    private static readonly AdminKey One = new("AKIAFIRST", "first/secret"), Two = new("AKIASECOND", "second/secret");

    private readonly IdentityFixture iam = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string CredentialsFile => File.ReadAllText(Path.Combine(iam.Folder, "credentials"));

    public ValueTask DisposeAsync() => iam.DisposeAsync();

    [Fact]
    public async Task The_first_start_makes_an_admin_with_a_random_key_and_writes_it_down()
    {
        Assert.True(await StartAsync(null));

        var key = ReadCredentials();
        Assert.Matches("^AKIA[A-Z2-7]{16}$", key.AccessKeyId);
        var identity = await iam.Identities.FindByAccessKeyAsync(key.AccessKeyId, Ct);
        Assert.Equal($"arn:aws:iam::{Account}:user/admin", identity!.User.Arn);
        Assert.Equal([AwsManagedPolicies.AdministratorAccess], await PoliciesOf(identity.User));
        Assert.Equal(key.SecretAccessKey, await SecretOf(key.AccessKeyId));
    }

    [Fact]
    public async Task The_first_start_takes_the_key_that_is_given()
    {
        Assert.True(await StartAsync(One));
        Assert.Equal(One, ReadCredentials());
        Assert.Equal(One.SecretAccessKey, await SecretOf(One.AccessKeyId));
    }

    [Fact]
    public async Task A_second_start_changes_nothing()
    {
        await StartAsync(null);
        var before = CredentialsFile;
        File.Delete(Path.Combine(iam.Folder, "credentials"));

        Assert.False(await StartAsync(null));

        Assert.False(File.Exists(Path.Combine(iam.Folder, "credentials")));
        Assert.NotNull(await SecretOf(Parse(before).AccessKeyId));
    }

    [Fact]
    public async Task Starting_again_with_the_same_key_keeps_it_and_the_tokens_it_fetched()
    {
        await StartAsync(One);
        var token = await TokenOf(One);
        iam.Clock.Advance(TimeSpan.FromHours(1));
        Assert.False(await StartAsync(One));
        Assert.NotNull((await iam.Tokens.CheckAsync(token, Ct)).Principal);
    }

    [Fact]
    public async Task Another_given_key_takes_the_place_of_the_one_before()
    {
        await StartAsync(One);
        var token = await TokenOf(One);

        Assert.False(await StartAsync(Two));

        Assert.Null(await SecretOf(One.AccessKeyId));
        Assert.Equal(Two.SecretAccessKey, await SecretOf(Two.AccessKeyId));
        Assert.Equal(Two, ReadCredentials());
        Assert.Null((await iam.Tokens.CheckAsync(token, Ct)).Principal);
    }

    [Fact]
    public async Task Another_secret_for_the_same_key_id_ends_its_tokens()
    {
        await StartAsync(One);
        var token = await TokenOf(One);
        iam.Clock.Advance(TimeSpan.FromSeconds(1));

        await StartAsync(One with { SecretAccessKey = "changed" });

        Assert.Equal("changed", await SecretOf(One.AccessKeyId));
        Assert.Null((await iam.Tokens.CheckAsync(token, Ct)).Principal);
    }

    [Fact]
    public async Task A_given_key_takes_the_place_of_a_random_one()
    {
        await StartAsync(null);
        var random = ReadCredentials();
        await StartAsync(One);
        Assert.Null(await SecretOf(random.AccessKeyId));
        Assert.Equal(One.SecretAccessKey, await SecretOf(One.AccessKeyId));
    }

    [Fact]
    public async Task Keys_that_the_admin_made_since_are_left_alone()
    {
        await StartAsync(One);
        var admin = (await iam.Identities.FindByAccessKeyAsync(One.AccessKeyId, Ct))!.User;
        await iam.AddKeyAsync(admin, "AKIAOWN");
        await StartAsync(Two);
        Assert.NotNull(await SecretOf("AKIAOWN"));
    }

    [Fact]
    public async Task A_given_key_brings_the_admin_and_its_policy_back()
    {
        await StartAsync(One);
        var admin = (await iam.Identities.FindByAccessKeyAsync(One.AccessKeyId, Ct))!.User;
        await iam.DetachAdministratorAccessAsync(admin);
        await iam.Keys.SetStatusAsync(admin.Id, One.AccessKeyId, isActive: false, Ct);
        await StartAsync(One);
        var back = await iam.Identities.FindByAccessKeyAsync(One.AccessKeyId, Ct);
        Assert.True(back!.Key.IsActive);
        Assert.Contains(AwsManagedPolicies.AdministratorAccess, await PoliciesOf(back.User));

        await iam.DeleteUserAsync(admin);
        await StartAsync(One);
        var again = (await iam.Identities.FindByAccessKeyAsync(One.AccessKeyId, Ct))!.User;
        Assert.Equal("admin", again.Name);
        Assert.NotEqual(admin.Id, again.Id);
    }

    [Fact]
    public async Task An_admin_that_was_deleted_stays_deleted_while_there_are_other_users()
    {
        await StartAsync(null);
        await iam.AddUserAsync("alice", isAdministrator: true);
        var admin = await iam.Store.FindUserAsync(Account, "admin", Ct);
        await iam.DeleteUserAsync(admin!);

        Assert.False(await StartAsync(null));

        Assert.Null(await iam.Store.FindUserAsync(Account, "admin", Ct));
    }

    [Fact]
    public async Task A_key_that_another_user_has_is_refused_and_nothing_changes()
    {
        await StartAsync(One);
        var alice = await iam.AddUserAsync("alice", isAdministrator: false);

        await Assert.ThrowsAsync<FirstIdentityException>(() => StartAsync(new(alice.Key.Id, "taken over")));

        Assert.Equal(One, ReadCredentials());
        Assert.Equal(One.SecretAccessKey, await SecretOf(One.AccessKeyId));
        Assert.Equal("alice", (await iam.Identities.FindByAccessKeyAsync(alice.Key.Id, Ct))!.User.Name);
    }

    [Fact]
    public async Task The_same_given_key_moves_to_the_admin_of_another_account()
    {
        await StartAsync(One);
        Assert.True(await iam.First.EnsureAsync("210987654321", One, Ct));
        Assert.Equal("arn:aws:iam::210987654321:user/admin", (await iam.Identities.FindByAccessKeyAsync(One.AccessKeyId, Ct))!.User.Arn);
    }

    [Fact]
    public async Task A_data_key_that_does_not_open_the_secrets_stops_the_start()
    {
        await StartAsync(One);
        AccessKeySecrets wrong = new(new DataKey(new byte[DataKey.Size]));
        FirstIdentity first = new(iam.Store, iam.Attachments, wrong, new Adapters.DataFolder.CredentialsFile(iam.Folder), iam.Ids, iam.Clock);
        var refusal = await Assert.ThrowsAsync<FirstIdentityException>(() => first.EnsureAsync(Account, null, Ct).AsTask());
        Assert.Contains("data key", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(One.SecretAccessKey, refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_secret_lies_in_the_database_in_clear()
    {
        await StartAsync(One);
        foreach (var file in Directory.GetFiles(iam.Folder, "slipway.db*"))
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await open.CopyToAsync(copy, Ct);
            Assert.True(copy.ToArray().AsSpan().IndexOf("first/secret"u8) < 0, file);
        }
    }

    [Theory]
    [InlineData("AK", "secret", true, false)]
    [InlineData("AKIA/EXAMPLE", "secret", true, false)]
    [InlineData("AKIAEXAMPLE", "", false, true)]
    [InlineData("AKIAEXAMPLE", "with space", false, true)]
    [InlineData("test", "test", false, false)]
    public void A_pair_that_could_not_be_used_is_found_out(string id, string secret, bool idIsWrong, bool secretIsWrong)
    {
        var faults = AdminKey.Faults(id, secret);
        Assert.Equal((idIsWrong, secretIsWrong), (faults.Id is not null, faults.Secret is not null));
    }

    private Task<bool> StartAsync(AdminKey? given) => iam.First.EnsureAsync(Account, given, Ct).AsTask();

    private async Task<string?> SecretOf(string accessKeyId) => (await iam.Credentials.FindAsync(accessKeyId, null, Ct))?.SecretAccessKey;

    private async Task<IEnumerable<string>> PoliciesOf(User user) => (await iam.Attachments.ListAsync(user.Id, Ct)).Select(policy => policy.ToString());

    private async Task<string> TokenOf(AdminKey key) =>
        iam.Tokens.Issue((await iam.Identities.FindByAccessKeyAsync(key.AccessKeyId, Ct))!.Principal, "us-east-1").Password;

    private AdminKey ReadCredentials() => Parse(CredentialsFile);

    private static AdminKey Parse(string credentials)
    {
        var lines = credentials.Split('\n');
        return new(lines[1].Split(" = ")[1], lines[2].Split(" = ")[1]);
    }
}

using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Iam.LoginProfiles;

public sealed class CreateLoginProfileTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_first_password_is_answered_as_AWS_answers()
    {
        await app.GivenUser("Alice", isAdministrator: false);
        app.Clock.Advance(TimeSpan.FromMilliseconds(123));
        Golden.Matches((await Create("alice", "Passw0rd!", "PasswordResetRequired=true")).Expect(HttpStatusCode.OK).Repeatable(), "created");
    }

    [Fact]
    public async Task A_user_has_one()
    {
        await app.GivenUser("alice", isAdministrator: false);
        (await Create("alice", "Passw0rd!")).Expect(HttpStatusCode.OK);
        (await Create("alice", "Passw0rd!")).IsRefused(409, "EntityAlreadyExists", "Login Profile for user alice already exists.");
        (await Create("bob", "Passw0rd!")).IsRefused(404, "NoSuchEntity", "The user with name bob cannot be found.");
    }

    [Fact]
    public async Task Of_many_at_once_one_is_made()
    {
        await app.GivenUser("alice", isAdministrator: false);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Create("alice", "Passw0rd!")));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Equal("EntityAlreadyExists", answer.Error));
    }

    [Fact]
    public async Task Name_and_password_must_be_given()
    {
        (await app.Iam("CreateLoginProfile", "Password=Passw0rd")).IsRefused(
            400, "ValidationError", "1 validation error detected: Value null at 'userName' failed to satisfy constraint: Member must not be null");
        (await app.Iam("CreateLoginProfile", "UserName=admin")).IsRefused(
            400, "ValidationError", "1 validation error detected: Value null at 'password' failed to satisfy constraint: Member must not be null");
    }

    [Fact]
    public async Task A_refused_password_is_not_repeated()
    {
        var refused = await Create("admin", "Пароль-123");
        refused.IsRefused(
            400,
            "ValidationError",
            @"1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: [\u0009\u000A\u000D\u0020-\u00FF]+");
        (await Create("admin", new string('a', 129))).IsInvalidMember("password", "Member must have length less than or equal to 128");
    }

    [Fact]
    public async Task The_default_rules_hold_where_the_account_made_none()
    {
        await app.GivenUser("alice", isAdministrator: false);
        (await Create("alice", "Aa1!aaa")).IsRefused(400, "PasswordPolicyViolation", "Password should have a minimum length of 8");
        (await Create("alice", "aaaa1111")).IsRefused(
            400,
            "PasswordPolicyViolation",
            "Password should meet 1 more of the following requirements: Password should have at least one uppercase letter, Password should have at least one symbol");
        (await Create("alice", "aaaa111!")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_accounts_rules_hold_where_it_made_some()
    {
        await app.GivenUser("alice", isAdministrator: false);
        await app.Iam("UpdateAccountPasswordPolicy", "MinimumPasswordLength=10", "RequireNumbers=true", "RequireSymbols=true");
        (await Create("alice", "aaaaaaaa")).IsRefused(
            400,
            "PasswordPolicyViolation",
            "Password should have a minimum length of 10, Password should have at least one number, Password should have at least one symbol");
        (await Create("alice", "aaaaaaa1!a")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task No_password_is_found_in_the_data_folder_or_the_log()
    {
        await app.GivenUser("alice", isAdministrator: false);
        (await Create("alice", "Unmistakable-1")).Expect(HttpStatusCode.OK);
        await app.StopAsync();
        Assert.DoesNotContain("Unmistakable-1", app.Log, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(app.DataFolder, "*", SearchOption.AllDirectories))
            Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf("Unmistakable-1"u8));
    }

    private Task<AwsAnswer> Create(string user, string password, params string[] more) =>
        app.Iam("CreateLoginProfile", [$"UserName={user}", Form("Password", password), .. more]);
}

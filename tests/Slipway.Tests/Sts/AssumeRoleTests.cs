using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Sts;

public sealed partial class AssumeRoleTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_session_is_its_role_under_its_own_name_for_an_hour()
    {
        await app.GivenRole("deployer", StsCalls.Trust(StsCalls.Everybody, "{}"));
        await app.GivenRolePolicy("deployer", StsCalls.Allow("ecr:*", "*"));
        var roleId = (await app.Iam("GetRole", "RoleName=deployer")).Find("RoleId");
        var answer = (await app.Assume(AwsKey.Admin, "deployer", "ci@build-1")).Expect(HttpStatusCode.OK);
        Assert.Equal(($"{roleId}:ci@build-1", "arn:aws:sts::000000000000:assumed-role/deployer/ci@build-1", "2026-03-01T13:00:00Z"),
            (answer.Find("AssumedRoleId"), answer.Find("Arn"), answer.Find("Expiration")));
        Assert.Null(answer.Find("PackedPolicySize"));
        var session = answer.KeyPair();
        var who = await app.Sts(session, "GetCallerIdentity");
        Assert.Equal(($"{roleId}:ci@build-1", "arn:aws:sts::000000000000:assumed-role/deployer/ci@build-1", SlipwayApp.Account), (who.Find("UserId"), who.Find("Arn"), who.Find("Account")));
        (await app.Ecr("CreateRepository", """{"repositoryName":"web"}""", session, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        Assert.Equal("AccessDenied", (await app.Iam(session, "ListUsers")).Error);

        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("ExpiredToken", (await app.Sts(session, "GetCallerIdentity")).Error);
    }

    [Fact]
    public async Task The_roles_path_is_in_its_ARN_and_not_in_its_sessions()
    {
        (await app.Iam("CreateRole", "RoleName=deployer", "Path=/team/web/", Form("AssumeRolePolicyDocument", StsCalls.Trust(StsCalls.Everybody, "{}")))).Expect(HttpStatusCode.OK);
        var session = await app.Session(AwsKey.Admin, "team/web/deployer", "s1");
        Assert.Equal("arn:aws:sts::000000000000:assumed-role/deployer/s1", await app.WhoIs(session));
        foreach (var other in new[] { "deployer", "team/deployer", "team/web/DEPLOYER", "team/web/deployer/", "/team/web/deployer" })
            (await app.Assume(AwsKey.Admin, other, "s1")).IsNotAuthorized(StsCalls.UserArn("admin"), "sts:AssumeRole", StsCalls.RoleArn(other));
    }

    [Fact]
    public async Task A_role_that_trusts_the_account_needs_a_policy_of_the_caller()
    {
        await app.GivenRole("deployer", StsCalls.Trust(StsCalls.Everybody, "{}"));
        var without = await app.GivenUserWith("without", StsCalls.Allow("s3:*", "*"));
        var refused = await app.Assume(without, "deployer", "s1");
        Assert.Equal((403, "AccessDenied"), (refused.Status, refused.Error));
        Assert.StartsWith($"User: {StsCalls.UserArn("without")} is not authorized to perform: sts:AssumeRole on resource: {StsCalls.RoleArn("deployer")}", refused.Message, StringComparison.Ordinal);
        var with = await app.GivenUserWith("with", StsCalls.Allow("sts:AssumeRole", StsCalls.RoleArn("deployer")));
        (await app.Assume(with, "deployer", "s1")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_role_that_trusts_a_user_by_name_needs_no_policy_of_the_user_and_lets_nobody_else_in()
    {
        var alice = await app.GivenUserWith("alice", StsCalls.Allow("s3:*", "*"));
        await app.GivenRole("hers", StsCalls.Trust($$"""{"AWS":"{{StsCalls.UserArn("alice")}}"}""", "{}"));
        (await app.Assume(alice, "hers", "s1")).Expect(HttpStatusCode.OK);
        (await app.Assume(AwsKey.Admin, "hers", "s1")).IsNotAuthorized(StsCalls.UserArn("admin"), "sts:AssumeRole", StsCalls.RoleArn("hers"));
    }

    [Fact]
    public async Task A_user_of_the_same_name_is_not_the_one_that_is_trusted()
    {
        var alice = await app.GivenUserWith("alice", StsCalls.Allow("sts:*", "*"));
        await app.GivenRole("hers", StsCalls.Trust($$"""{"AWS":"{{StsCalls.UserArn("alice")}}"}""", "{}"));
        (await app.Iam("DeleteAccessKey", "UserName=alice", $"AccessKeyId={alice.AccessKeyId}")).Expect(HttpStatusCode.OK);
        (await app.Iam("DeleteUserPolicy", "UserName=alice", "PolicyName=only")).Expect(HttpStatusCode.OK);
        (await app.Iam("DeleteUser", "UserName=alice")).Expect(HttpStatusCode.OK);
        var namesake = await app.GivenUserWith("alice", StsCalls.Allow("sts:*", "*"));
        (await app.Assume(namesake, "hers", "s1")).IsNotAuthorized(StsCalls.UserArn("alice"), "sts:AssumeRole", StsCalls.RoleArn("hers"));
    }

    [Theory]
    [InlineData("arn:aws:iam::000000000000:role/missing")]
    [InlineData("arn:aws:iam::999999999999:role/missing")]
    public async Task Whether_a_role_is_there_nobody_learns(string arn) =>
        (await app.Sts(AwsKey.Admin, "AssumeRole", Form("RoleArn", arn), "RoleSessionName=s1")).IsNotAuthorized(StsCalls.UserArn("admin"), "sts:AssumeRole", arn);

    [Theory]
    [InlineData("arn:aws:iam::000000000000:user/admin")]
    [InlineData("arn:aws:iam::00000000000x:role/deployer")]
    [InlineData("arn:aws:s3:::bucket-of-somebody")]
    [InlineData("not an ARN, but long enough")]
    public async Task What_is_no_roles_ARN_is_invalid(string arn) =>
        (await app.Sts(AwsKey.Admin, "AssumeRole", Form("RoleArn", arn), "RoleSessionName=s1")).IsRefused("ValidationError", $"{arn} is invalid");

    [Theory]
    [InlineData("s")]
    [InlineData("a%20b")]
    [InlineData("s%D1%81")]
    [InlineData("a%2Fb")]
    public async Task A_session_name_keeps_to_its_letters(string name) =>
        Assert.Equal("ValidationError", (await app.Sts(AwsKey.Admin, "AssumeRole", Form("RoleArn", StsCalls.RoleArn("r")), $"RoleSessionName={name}")).Error);

    [Fact]
    public async Task An_external_id_keeps_deputies_from_being_confused()
    {
        await app.GivenRole("customer", StsCalls.Trust(StsCalls.Everybody, """{"StringEquals":{"sts:ExternalId":"customer-42"}}"""));
        var vendor = await app.GivenAssumer("vendor");
        foreach (var wrong in new string[][] { [], ["ExternalId=customer-41"], ["ExternalId=CUSTOMER-42"], ["ExternalId=customer-42*"] })
        {
            var refused = await app.Assume(vendor, "customer", "s1", wrong);
            Assert.True(refused.Error is "AccessDenied" or "ValidationError", refused.Body);
        }

        (await app.Assume(vendor, "customer", "s1", "ExternalId=customer-42")).Expect(HttpStatusCode.OK);
        (await app.Assume(vendor, "customer", "s1")).IsNotAuthorized(StsCalls.UserArn("vendor"), "sts:AssumeRole", StsCalls.RoleArn("customer"));
    }

    [Fact]
    public async Task A_session_name_can_be_demanded()
    {
        await app.GivenRole("named", StsCalls.Trust(StsCalls.Everybody, """{"StringEquals":{"sts:RoleSessionName":"${aws:username}"}}"""));
        var alice = await app.GivenAssumer("alice");
        (await app.Assume(alice, "named", "alice")).Expect(HttpStatusCode.OK);
        Assert.Equal("AccessDenied", (await app.Assume(alice, "named", "bob")).Error);
    }

    [Fact]
    public async Task A_session_lasts_no_longer_than_its_role_lets_it()
    {
        await app.GivenRole("short", StsCalls.Trust(StsCalls.Everybody, "{}"));
        (await app.Assume(AwsKey.Admin, "short", "s1", "DurationSeconds=3601")).IsRefused(
            "ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        Assert.Equal("2026-03-01T12:15:00Z", (await app.Assume(AwsKey.Admin, "short", "s1", "DurationSeconds=900")).Find("Expiration"));
        (await app.Iam("UpdateRole", "RoleName=short", "MaxSessionDuration=43200")).Expect(HttpStatusCode.OK);
        Assert.Equal("2026-03-02T00:00:00Z", (await app.Assume(AwsKey.Admin, "short", "s1", "DurationSeconds=43200")).Find("Expiration"));
        Assert.Equal("2026-03-01T13:00:00Z", (await app.Assume(AwsKey.Admin, "short", "s1")).Find("Expiration"));
        Assert.Equal("ValidationError", (await app.Assume(AwsKey.Admin, "short", "s1", "DurationSeconds=43201")).Error);
        Assert.Equal("ValidationError", (await app.Assume(AwsKey.Admin, "short", "s1", "DurationSeconds=899")).Error);
    }

    [Fact]
    public async Task A_role_that_asks_for_MFA_gets_a_code_that_is_right()
    {
        await app.GivenRole("careful", StsCalls.Trust(StsCalls.Everybody, """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"""));
        await app.GivenRolePolicy("careful", StsCalls.Document("""{"Effect":"Allow","Action":"ecr:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}"""));
        var alice = await app.GivenAssumer("alice");
        var mfa = await app.GivenMfa("alice");
        (await app.Assume(alice, "careful", "s1")).IsNotAuthorized(StsCalls.UserArn("alice"), "sts:AssumeRole", StsCalls.RoleArn("careful"));
        (await app.Assume(alice, "careful", "s1", mfa.Parameters[0])).IsNotAuthorized(StsCalls.UserArn("alice"), "sts:AssumeRole", StsCalls.RoleArn("careful"));
        (await app.Assume(alice, "careful", "s1", mfa.Parameters[0], "TokenCode=000000"))
            .IsDenied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");
        (await app.Assume(AwsKey.Admin, "careful", "s1", mfa.Parameters)).IsDenied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");
        var session = await app.Session(alice, "careful", "s1", mfa.Parameters);
        (await app.Ecr("DescribeRepositories", "{}", session, SlipwayApp.Region)).Expect(HttpStatusCode.OK);

        // A user who signed in with MFA needs no second code.
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        var signedIn = (await app.Sts(alice, "GetSessionToken", mfa.Parameters)).KeyPair();
        (await app.Assume(signedIn, "careful", "s1")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_refused_request_does_not_use_a_code_up()
    {
        await app.GivenRole("short", StsCalls.Trust(StsCalls.Everybody, "{}"));
        var alice = await app.GivenAssumer("alice");
        var mfa = await app.GivenMfa("alice");
        Assert.Equal("AccessDenied", (await app.Assume(alice, "missing", "s1", mfa.Parameters)).Error);
        Assert.Equal("ValidationError", (await app.Assume(alice, "short", "s1", ["DurationSeconds=43200", .. mfa.Parameters])).Error);
        Assert.Equal("MalformedPolicyDocument", (await app.Assume(alice, "short", "s1", ["Policy={}", .. mfa.Parameters])).Error);
        (await app.Assume(alice, "short", "s1", mfa.Parameters)).Expect(HttpStatusCode.OK);
        (await app.Assume(alice, "short", "s1", mfa.Parameters)).IsDenied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");
    }

    [Fact]
    public async Task Contexts_of_the_Identity_Center_are_refused()
    {
        await app.GivenRole("deployer", StsCalls.Trust(StsCalls.Everybody, "{}"));
        (await app.Assume(AwsKey.Admin, "deployer", "s1", Form("ProvidedContexts.member.1.ProviderArn", "arn:aws:iam::aws:contextProvider/IdentityCenter"), "ProvidedContexts.member.1.ContextAssertion=abcd"))
            .IsRefused("InvalidParameterValue", "Provided contexts are not supported.");
    }
}

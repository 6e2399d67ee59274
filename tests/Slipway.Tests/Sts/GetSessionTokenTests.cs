using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Sts;

public sealed class GetSessionTokenTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_session_is_its_user_for_twelve_hours()
    {
        var answer = (await app.Sts(AwsKey.Admin, "GetSessionToken")).Expect(HttpStatusCode.OK);
        Assert.Equal("2026-03-02T00:00:00Z", answer.Find("Expiration"));
        var session = answer.KeyPair();
        Assert.StartsWith("ASIA", session.AccessKeyId, StringComparison.Ordinal);
        Assert.Equal("arn:aws:iam::000000000000:user/admin", await app.WhoIs(session));
        (await app.Ecr("DescribeRepositories", "{}", session, SlipwayApp.Region)).Expect(HttpStatusCode.OK);

        app.Clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        Assert.Equal("arn:aws:iam::000000000000:user/admin", await app.WhoIs(session));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var expired = await app.Sts(session, "GetCallerIdentity");
        Assert.Equal((403, "ExpiredToken", "The security token included in the request is expired"), (expired.Status, expired.Error, expired.Message));
        Assert.Equal("ExpiredTokenException", (await app.Ecr("DescribeRepositories", "{}", session, SlipwayApp.Region)).Error);
    }

    [Fact]
    public async Task It_lasts_as_long_as_is_asked()
    {
        var answer = (await app.Sts(AwsKey.Admin, "GetSessionToken", "DurationSeconds=900")).Expect(HttpStatusCode.OK);
        Assert.Equal("2026-03-01T12:15:00Z", answer.Find("Expiration"));
        (await app.Sts(AwsKey.Admin, "GetSessionToken", "DurationSeconds=899")).IsRefused(
            "ValidationError", "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900");
    }

    [Fact]
    public async Task It_needs_no_permission()
    {
        var key = await app.GivenUserWith("alice", StsCalls.Document(StsCalls.Statement("Deny", "*", "*")));
        Assert.Equal(StsCalls.UserArn("alice"), await app.WhoIs((await app.Sts(key, "GetSessionToken")).KeyPair()));
    }

    [Fact]
    public async Task It_may_do_what_its_user_may_except_to_call_IAM_and_most_of_STS()
    {
        await app.GivenRole("target", StsCalls.Trust(StsCalls.Everybody, "{}"));
        var session = (await app.Sts(AwsKey.Admin, "GetSessionToken")).KeyPair();
        Assert.Equal((403, "AccessDenied"), ((await app.Iam(session, "ListUsers")).Status, (await app.Iam(session, "ListUsers")).Error));
        Assert.Equal("AccessDenied", (await app.Sts(session, "GetFederationToken", "Name=bob")).Error);
        Assert.Equal("AccessDenied", (await app.Sts(session, "GetAccessKeyInfo", "AccessKeyId=AKIAIOSFODNN7EXAMPLE")).Error);
        (await app.Sts(session, "GetSessionToken")).IsDenied("Cannot call GetSessionToken with session credentials");
        (await app.Assume(session, "target", "s1")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task With_an_MFA_code_it_calls_IAM_too_and_says_so()
    {
        var onlyMfa = """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"},"NumericLessThan":{"aws:MultiFactorAuthAge":"60"}}}""";
        var key = await app.GivenUserWith("alice", StsCalls.Document(onlyMfa));
        var mfa = await app.GivenMfa("alice");
        Assert.Equal("AccessDenied", (await app.Iam(key, "ListUsers")).Error);
        Assert.Equal("AccessDeniedException", (await app.Ecr("DescribeRepositories", "{}", (await app.Sts(key, "GetSessionToken")).KeyPair(), SlipwayApp.Region)).Error);

        var session = (await app.Sts(key, "GetSessionToken", mfa.Parameters)).Expect(HttpStatusCode.OK).KeyPair();
        (await app.Iam(session, "ListUsers")).Expect(HttpStatusCode.OK);
        (await app.Ecr("DescribeRepositories", "{}", session, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("AccessDenied", (await app.Iam(session, "ListUsers")).Error);
    }

    [Fact]
    public async Task A_wrong_used_or_foreign_code_is_refused()
    {
        const string Wrong = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
        var key = await app.GivenAssumer("alice");
        var mfa = await app.GivenMfa("alice");
        (await app.GivenMfa("admin")).ToString();
        var code = mfa.Parameters;
        (await app.Sts(key, "GetSessionToken", code)).Expect(HttpStatusCode.OK);
        (await app.Sts(key, "GetSessionToken", code)).IsDenied(Wrong);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        (await app.Sts(AwsKey.Admin, "GetSessionToken", mfa.Parameters)).IsDenied(Wrong);
        (await app.Sts(key, "GetSessionToken", code[0], "TokenCode=000000")).IsDenied(Wrong);
        (await app.Sts(key, "GetSessionToken", code[0])).IsDenied("MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.");
        (await app.Sts(key, "GetSessionToken", mfa.Parameters)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task It_ends_with_the_key_that_asked_for_it()
    {
        var key = await app.GivenAssumer("alice");
        var session = (await app.Sts(key, "GetSessionToken")).KeyPair();
        Assert.Equal(StsCalls.UserArn("alice"), await app.WhoIs(session));
        (await app.Iam("UpdateAccessKey", "UserName=alice", $"AccessKeyId={key.AccessKeyId}", "Status=Inactive")).Expect(HttpStatusCode.OK);
        Assert.Equal("InvalidClientTokenId", (await app.Sts(session, "GetCallerIdentity")).Error);
        (await app.Iam("UpdateAccessKey", "UserName=alice", $"AccessKeyId={key.AccessKeyId}", "Status=Active")).Expect(HttpStatusCode.OK);
        Assert.Equal(StsCalls.UserArn("alice"), await app.WhoIs(session));
        (await app.Iam("DeleteAccessKey", "UserName=alice", $"AccessKeyId={key.AccessKeyId}")).Expect(HttpStatusCode.OK);
        Assert.Equal("InvalidClientTokenId", (await app.Sts(session, "GetCallerIdentity")).Error);
    }

    [Fact]
    public async Task A_session_token_is_its_own_keys_alone_and_not_to_be_left_out()
    {
        var (one, two) = ((await app.Sts(AwsKey.Admin, "GetSessionToken")).KeyPair(), (await app.Sts(AwsKey.Admin, "GetSessionToken")).KeyPair());
        foreach (var wrong in new[]
        {
            one with { SessionToken = two.SessionToken },
            one with { SessionToken = null },
            one with { AccessKeyId = two.AccessKeyId },
            AwsKey.Admin with { SessionToken = one.SessionToken },
            one with { SessionToken = one.SessionToken![..^4] },
        })
        {
            Assert.Equal("InvalidClientTokenId", (await app.Sts(wrong, "GetCallerIdentity")).Error);
            Assert.Equal("UnrecognizedClientException", (await app.Ecr("DescribeRepositories", "{}", wrong, SlipwayApp.Region)).Error);
        }

        Assert.Equal("SignatureDoesNotMatch", (await app.Sts(one with { SecretAccessKey = two.SecretAccessKey }, "GetCallerIdentity")).Error);
    }

    [Fact]
    public async Task Sessions_outlive_a_restart()
    {
        var session = (await app.Sts(AwsKey.Admin, "GetSessionToken")).KeyPair();
        await app.Restart();
        Assert.Equal("arn:aws:iam::000000000000:user/admin", await app.WhoIs(session));
    }

    [Fact]
    public async Task No_secret_is_in_the_log()
    {
        var session = (await app.Sts(AwsKey.Admin, "GetSessionToken")).KeyPair();
        await app.WhoIs(session);
        await app.StopAsync();
        Assert.DoesNotContain(session.SecretAccessKey, app.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(session.SessionToken!, app.Log, StringComparison.Ordinal);
    }
}

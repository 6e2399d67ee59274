using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Sts;

/// <summary>How sessions end, what limits them, and what they hand on.</summary>
public sealed partial class AssumeRoleTests
{
    [Fact]
    public async Task A_session_ends_with_its_role_and_is_not_inherited_by_one_of_the_same_name()
    {
        await app.GivenRole("deployer", StsCalls.Trust(StsCalls.Everybody, "{}"));
        var session = await app.Session(AwsKey.Admin, "deployer", "s1");
        Assert.NotNull(await app.WhoIs(session));
        (await app.Iam("DeleteRole", "RoleName=deployer")).Expect(HttpStatusCode.OK);
        Assert.Equal("InvalidClientTokenId", (await app.Sts(session, "GetCallerIdentity")).Error);
        await app.GivenRole("deployer", StsCalls.Trust(StsCalls.Everybody, "{}"));
        await app.GivenRolePolicy("deployer", StsCalls.Allow("*", "*"));
        Assert.Equal("InvalidClientTokenId", (await app.Sts(session, "GetCallerIdentity")).Error);
        Assert.Equal("UnrecognizedClientException", (await app.Ecr("DescribeRepositories", "{}", session, SlipwayApp.Region)).Error);
    }

    [Fact]
    public async Task What_a_session_may_do_is_what_its_role_may_at_that_moment()
    {
        await app.GivenRole("deployer", StsCalls.Trust(StsCalls.Everybody, "{}"));
        var session = await app.Session(AwsKey.Admin, "deployer", "s1");
        Assert.Equal("AccessDeniedException", (await app.Ecr("DescribeRepositories", "{}", session, SlipwayApp.Region)).Error);
        await app.GivenRolePolicy("deployer", StsCalls.Allow("ecr:*", "*"));
        (await app.Ecr("DescribeRepositories", "{}", session, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        (await app.Iam("DeleteRolePolicy", "RoleName=deployer", "PolicyName=only")).Expect(HttpStatusCode.OK);
        Assert.Equal("AccessDeniedException", (await app.Ecr("DescribeRepositories", "{}", session, SlipwayApp.Region)).Error);
    }

    [Fact]
    public async Task Older_sessions_are_revoked_by_a_denial_and_younger_ones_work()
    {
        await app.GivenRole("deployer", StsCalls.Trust(StsCalls.Everybody, "{}"));
        await app.GivenRolePolicy("deployer", StsCalls.Allow("ecr:*", "*"));
        var old = await app.Session(AwsKey.Admin, "deployer", "s1");
        (await app.Ecr("DescribeRepositories", "{}", old, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        var password = await PasswordOf(old);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        const string Revoke = """{"Effect":"Deny","Action":["*"],"Resource":["*"],"Condition":{"DateLessThan":{"aws:TokenIssueTime":"2026-03-01T12:01:00.000Z"}}}""";
        (await app.Iam("PutRolePolicy", "RoleName=deployer", "PolicyName=AWSRevokeOlderSessions", Form("PolicyDocument", StsCalls.Document(Revoke)))).Expect(HttpStatusCode.OK);
        Assert.Equal("AccessDeniedException", (await app.Ecr("DescribeRepositories", "{}", old, SlipwayApp.Region)).Error);
        Assert.Equal(HttpStatusCode.Forbidden, (await RegistryAsync("/v2/web/tags/list", password)).StatusCode);
        var young = await app.Session(AwsKey.Admin, "deployer", "s1");
        (await app.Ecr("DescribeRepositories", "{}", young, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_session_logs_in_to_the_registry_as_long_as_it_lasts()
    {
        await app.GivenRole("puller", StsCalls.Trust(StsCalls.Everybody, "{}"));
        (await app.Iam("AttachRolePolicy", "RoleName=puller", Form("PolicyArn", "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"))).Expect(HttpStatusCode.OK);
        await app.CreateRepository("web");
        await app.PushImage("web", "one", 1);
        var session = await app.Session(AwsKey.Admin, "puller", "s1");
        var password = await PasswordOf(session);
        Assert.Equal(HttpStatusCode.OK, (await RegistryAsync("/v2/web/manifests/one", password)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await RegistryAsync("/v2/web/tags/list", password)).StatusCode);
        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.NotEqual(HttpStatusCode.OK, (await RegistryAsync("/v2/web/manifests/one", password)).StatusCode);
    }

    [Fact]
    public async Task The_largest_session_logs_in_to_the_registry()
    {
        var name = new string('r', 64);
        (await app.Iam("CreateRole", $"RoleName={name}", $"Path=/{new string('p', 500)}/", Form("AssumeRolePolicyDocument", StsCalls.Trust(StsCalls.Everybody, "{}")))).Expect(HttpStatusCode.OK);
        await app.GivenRolePolicy(name, StsCalls.Allow("*", "*"));
        var noise = app.Ids.NewText("abcdefghijklmnopqrstuvwxyz0123456789", 1900);
        string[] more = [Form("Policy", StsCalls.Document($$"""{"Effect":"Allow","Action":"*","Resource":["*","arn:aws:s3:::{{noise}}"]}""")), $"SourceIdentity={new string('s', 64)}", .. Tags(20)];
        var session = await app.Session(AwsKey.Admin, $"{new string('p', 500)}/{name}", new string('n', 64), more);
        await app.CreateRepository("web");
        Assert.Equal(HttpStatusCode.OK, (await RegistryAsync("/v2/web/tags/list", await PasswordOf(session))).StatusCode);
    }

    [Fact]
    public async Task A_session_policy_takes_away_and_gives_nothing()
    {
        await app.GivenRole("deployer", StsCalls.Trust(StsCalls.Everybody, "{}"));
        await app.GivenRolePolicy("deployer", StsCalls.Allow("ecr:*", "*"));
        var answer = (await app.Assume(AwsKey.Admin, "deployer", "s1", Form("Policy", StsCalls.Document(StsCalls.Statement("Allow", "ecr:Describe*", "*") + "," + StsCalls.Statement("Allow", "iam:*", "*")))))
            .Expect(HttpStatusCode.OK);
        Assert.InRange(int.Parse(answer.Find("PackedPolicySize")!, null), 1, 20);
        var limited = answer.KeyPair();
        (await app.Ecr("DescribeRepositories", "{}", limited, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        var refused = await app.Ecr("CreateRepository", """{"repositoryName":"web"}""", limited, SlipwayApp.Region);
        Assert.EndsWith("because no session policy allows the ecr:CreateRepository action", refused.Message, StringComparison.Ordinal);
        Assert.Equal("AccessDenied", (await app.Iam(limited, "ListUsers")).Error);
    }

    [Fact]
    public async Task Managed_policies_limit_a_session_as_they_are_at_each_use()
    {
        await app.GivenRole("deployer", StsCalls.Trust(StsCalls.Everybody, "{}"));
        await app.GivenRolePolicy("deployer", StsCalls.Allow("*", "*"));
        var arn = (await app.Iam("CreatePolicy", "PolicyName=limit", Form("PolicyDocument", StsCalls.Allow("ecr:*", "*")))).Expect(HttpStatusCode.OK).Find("Arn")!;
        var limited = await app.Session(AwsKey.Admin, "deployer", "s1", Form("PolicyArns.member.1.arn", arn));
        (await app.Ecr("DescribeRepositories", "{}", limited, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        Assert.Equal("AccessDenied", (await app.Iam(limited, "ListUsers")).Error);
        (await app.Iam("CreatePolicyVersion", Form("PolicyArn", arn), "SetAsDefault=true", Form("PolicyDocument", StsCalls.Allow("iam:*", "*")))).Expect(HttpStatusCode.OK);
        Assert.Equal("AccessDeniedException", (await app.Ecr("DescribeRepositories", "{}", limited, SlipwayApp.Region)).Error);
        (await app.Iam(limited, "ListUsers")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Session_policies_are_checked_when_they_are_passed()
    {
        await app.GivenRole("deployer", StsCalls.Trust(StsCalls.Everybody, "{}"));
        Assert.Equal("MalformedPolicyDocument", (await app.Assume(AwsKey.Admin, "deployer", "s1", "Policy=%7B")).Error);
        Assert.Equal("MalformedPolicyDocument", (await app.Assume(AwsKey.Admin, "deployer", "s1", Form("Policy", StsCalls.Trust(StsCalls.Everybody, "{}")))).Error);
        Assert.Equal("ValidationError", (await app.Assume(AwsKey.Admin, "deployer", "s1", Form("Policy", StsCalls.Allow("*", "*") + new string(' ', 2048)))).Error);
        Assert.Equal("ValidationError", (await app.Assume(AwsKey.Admin, "deployer", "s1", [.. Enumerable.Range(1, 11).Select(i => Form($"PolicyArns.member.{i}.arn", "arn:aws:iam::aws:policy/ReadOnlyAccess"))])).Error);
        foreach (var arn in new[] { "arn:aws:iam::aws:policy/NoSuchPolicy", "arn:aws:iam::000000000000:policy/none", "arn:aws:iam::999999999999:policy/theirs" })
            (await app.Assume(AwsKey.Admin, "deployer", "s1", Form("PolicyArns.member.1.arn", arn))).IsRefused("ValidationError", $"Policy {arn} does not exist or is not attachable.");
    }

    [Fact]
    public async Task Tags_become_the_principals_and_override_the_roles()
    {
        await app.GivenRole("tagged", StsCalls.Trust(StsCalls.Everybody, "{}"));
        (await app.Iam("TagRole", "RoleName=tagged", "Tags.member.1.Key=Team", "Tags.member.1.Value=role")).Expect(HttpStatusCode.OK);
        await app.GivenRolePolicy("tagged", StsCalls.Allow("ecr:*", "arn:aws:ecr:*:*:repository/${aws:PrincipalTag/team}/*"));
        var plain = await app.Session(AwsKey.Admin, "tagged", "s1");
        var web = await app.Session(AwsKey.Admin, "tagged", "s1", "Tags.member.1.Key=team", "Tags.member.1.Value=web");
        (await app.Ecr("CreateRepository", """{"repositoryName":"role/a"}""", plain, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        (await app.Ecr("CreateRepository", """{"repositoryName":"web/a"}""", web, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        Assert.Equal("AccessDeniedException", (await app.Ecr("CreateRepository", """{"repositoryName":"role/b"}""", web, SlipwayApp.Region)).Error);
    }

    [Fact]
    public async Task Tags_must_be_allowed_by_the_role()
    {
        const string OnlyAssume = """{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"}""";
        await app.GivenRole("untagged", StsCalls.Document(OnlyAssume));
        string[] tag = ["Tags.member.1.Key=team", "Tags.member.1.Value=web"];
        (await app.Assume(AwsKey.Admin, "untagged", "s1")).Expect(HttpStatusCode.OK);
        (await app.Assume(AwsKey.Admin, "untagged", "s1", tag)).IsNotAuthorized(StsCalls.UserArn("admin"), "sts:TagSession", StsCalls.RoleArn("untagged"));
        await app.GivenRole("teams", StsCalls.Trust(StsCalls.Everybody, """{"StringEquals":{"aws:RequestTag/team":["web","app"]},"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}"""));
        (await app.Assume(AwsKey.Admin, "teams", "s1", tag)).Expect(HttpStatusCode.OK);
        Assert.Equal("AccessDenied", (await app.Assume(AwsKey.Admin, "teams", "s1", "Tags.member.1.Key=team", "Tags.member.1.Value=db")).Error);
        Assert.Equal("AccessDenied", (await app.Assume(AwsKey.Admin, "teams", "s1", [.. tag, "Tags.member.2.Key=x", "Tags.member.2.Value=y"])).Error);
    }

    [Theory]
    [InlineData("Tags.member.1.Key=team&Tags.member.1.Value=a&Tags.member.2.Key=TEAM&Tags.member.2.Value=b", "InvalidParameterValue", "Duplicate tag keys found. Please note that Tag keys are case insensitive.")]
    [InlineData("Tags.member.1.Key=team&Tags.member.1.Value=a&TransitiveTagKeys.member.1=other", "InvalidParameterValue", "The specified transitive tag key must be included in the requested tags.")]
    [InlineData("Tags.member.1.Key=aws:team&Tags.member.1.Value=a", "InvalidParameterValue", "aws: prefixed tag key names are not allowed for external use.")]
    public async Task Tags_have_their_rules(string parameters, string code, string message)
    {
        await app.GivenRole("tagged", StsCalls.Trust(StsCalls.Everybody, "{}"));
        (await app.Assume(AwsKey.Admin, "tagged", "s1", parameters)).IsRefused(code, message);
    }

    [Fact]
    public async Task What_is_passed_must_fit()
    {
        await app.GivenRole("tagged", StsCalls.Trust(StsCalls.Everybody, "{}"));
        var answer = await app.Assume(AwsKey.Admin, "tagged", "s1", Tags(50));
        Assert.Equal((400, "PackedPolicyTooLarge"), (answer.Status, answer.Error));
        Assert.Matches("^Packed size of session tags consumes [1-9][0-9]{2,}% of allotted space\\.$", answer.Message);
        Assert.Equal("ValidationError", (await app.Assume(AwsKey.Admin, "tagged", "s1", Tags(51))).Error);
    }

    [Fact]
    public async Task Transitive_tags_go_through_a_chain_and_others_do_not()
    {
        foreach (var role in new[] { "one", "two", "three" })
        {
            await app.GivenRole(role, StsCalls.Trust(StsCalls.Everybody, "{}"));
            await app.GivenRolePolicy(role, StsCalls.Document(
                StsCalls.Statement("Allow", "sts:*", "*") + "," + StsCalls.Statement("Allow", "ecr:*", "arn:aws:ecr:*:*:repository/${aws:PrincipalTag/team}/${aws:PrincipalTag/stage,'none'}")));
        }

        var one = await app.Session(AwsKey.Admin, "one", "s1",
            "Tags.member.1.Key=team", "Tags.member.1.Value=web", "Tags.member.2.Key=stage", "Tags.member.2.Value=test", "TransitiveTagKeys.member.1=team");
        (await app.Ecr("CreateRepository", """{"repositoryName":"web/test"}""", one, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        var two = await app.Session(one, "two", "s2", "Tags.member.1.Key=stage", "Tags.member.1.Value=two");
        (await app.Ecr("CreateRepository", """{"repositoryName":"web/two"}""", two, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        var three = await app.Session(two, "three", "s3");
        (await app.Ecr("CreateRepository", """{"repositoryName":"web/none"}""", three, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        Assert.Equal("AccessDeniedException", (await app.Ecr("CreateRepository", """{"repositoryName":"web/three"}""", three, SlipwayApp.Region)).Error);

        (await app.Assume(three, "one", "s4", "Tags.member.1.Key=TEAM", "Tags.member.1.Value=db")).IsRefused(
            "InvalidParameterValue", "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.");
    }

    [Fact]
    public async Task What_a_session_hands_down_must_be_allowed_by_the_next_role()
    {
        await app.GivenRole("one", StsCalls.Trust(StsCalls.Everybody, "{}"));
        await app.GivenRolePolicy("one", StsCalls.Allow("sts:*", "*"));
        await app.GivenRole("strict", StsCalls.Document("""{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"}"""));
        const string Session = "arn:aws:sts::000000000000:assumed-role/one/s1";
        (await app.Assume(await app.Session(AwsKey.Admin, "one", "s1"), "strict", "s2")).Expect(HttpStatusCode.OK);
        var tagged = await app.Session(AwsKey.Admin, "one", "s1", "Tags.member.1.Key=team", "Tags.member.1.Value=web", "TransitiveTagKeys.member.1=team");
        (await app.Assume(tagged, "strict", "s2")).IsNotAuthorized(Session, "sts:TagSession", StsCalls.RoleArn("strict"));
        var named = await app.Session(AwsKey.Admin, "one", "s1", "SourceIdentity=alice");
        (await app.Assume(named, "strict", "s2")).IsNotAuthorized(Session, "sts:SetSourceIdentity", StsCalls.RoleArn("strict"));
    }

    [Fact]
    public async Task A_chain_lasts_an_hour_at_most()
    {
        foreach (var role in new[] { "one", "two" })
        {
            (await app.Iam("CreateRole", $"RoleName={role}", "MaxSessionDuration=43200", Form("AssumeRolePolicyDocument", StsCalls.Trust(StsCalls.Everybody, "{}")))).Expect(HttpStatusCode.OK);
            await app.GivenRolePolicy(role, StsCalls.Allow("sts:*", "*"));
        }

        var one = await app.Session(AwsKey.Admin, "one", "s1", "DurationSeconds=43200");
        (await app.Assume(one, "two", "s2", "DurationSeconds=3601")).IsRefused(
            "ValidationError", "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        app.Clock.Advance(TimeSpan.FromHours(11));
        Assert.Equal("2026-03-02T00:00:00Z", (await app.Assume(one, "two", "s2", "DurationSeconds=3600")).Find("Expiration"));
        Assert.Equal("2026-03-02T00:00:00Z", (await app.Assume(one, "two", "s2")).Find("Expiration"));
    }

    [Fact]
    public async Task A_source_identity_is_set_once_and_stays()
    {
        foreach (var role in new[] { "one", "two" })
        {
            await app.GivenRole(role, StsCalls.Trust(StsCalls.Everybody, """{"StringLike":{"sts:SourceIdentity":"ali*"}}"""));
            await app.GivenRolePolicy(role, StsCalls.Document(
                """{"Effect":"Allow","Action":["sts:*","ecr:*"],"Resource":"*","Condition":{"StringEquals":{"aws:SourceIdentity":"alice"}}}"""));
        }

        Assert.Equal("AccessDenied", (await app.Assume(AwsKey.Admin, "one", "s1")).Error);
        Assert.Equal("AccessDenied", (await app.Assume(AwsKey.Admin, "one", "s1", "SourceIdentity=bob")).Error);
        var answer = (await app.Assume(AwsKey.Admin, "one", "s1", "SourceIdentity=alice")).Expect(HttpStatusCode.OK);
        Assert.Equal("alice", answer.Find("SourceIdentity"));
        var one = answer.KeyPair();
        var two = (await app.Assume(one, "two", "s2")).Expect(HttpStatusCode.OK);
        Assert.Equal("alice", two.Find("SourceIdentity"));
        (await app.Ecr("DescribeRepositories", "{}", two.KeyPair(), SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        (await app.Assume(one, "two", "s2", "SourceIdentity=alice")).Expect(HttpStatusCode.OK);
        (await app.Assume(one, "two", "s2", "SourceIdentity=alina"))
            .IsNotAuthorized("arn:aws:sts::000000000000:assumed-role/one/s1", "sts:SetSourceIdentity", StsCalls.RoleArn("two"));
    }

    [Fact]
    public async Task A_session_token_with_any_character_changed_is_refused()
    {
        await app.GivenRole("deployer", StsCalls.Trust(StsCalls.Everybody, "{}"));
        var session = await app.Session(AwsKey.Admin, "deployer", "s1");
        var token = session.SessionToken!;
        for (var i = 0; i < token.Length; i += 5)
        {
            var changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            Assert.Equal("InvalidClientTokenId", (await app.Sts(session with { SessionToken = changed }, "GetCallerIdentity")).Error);
        }
    }

    private static string[] Tags(int count) =>
        [.. Enumerable.Range(1, count).SelectMany(i => new[] { $"Tags.member.{i}.Key=key-{i}", $"Tags.member.{i}.Value={(count < 50 ? $"{i}" : string.Concat(Enumerable.Range(0, 80).Select(j => (i * 7919 * (j + 1)) % 997)))}" })];

    private async Task<string> PasswordOf(AwsKey session) =>
        (await app.Ecr("GetAuthorizationToken", "{}", session, SlipwayApp.Region)).Expect(HttpStatusCode.OK)["authorizationData.0.authorizationToken"].GetString()!;

    private async Task<HttpResponseMessage> RegistryAsync(string path, string token)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.Authorization = new("Basic", token);
        return await app.Send(request);
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Slipway.Tests.Identity.WebIdentity;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Sts;

public sealed class AssumeRoleWithWebIdentityTests : IAsyncLifetime
{
    private const string Audience = "sts.amazonaws.com", Subject = "repo:octo/web:ref:refs/heads/main";
    private const string NotAuthorized = "Not authorized to perform sts:AssumeRoleWithWebIdentity";

    private readonly SlipwayApp app = new(new() { ["SLIPWAY_ALLOWED_HOSTS"] = "127.0.0.1" });
    private OidcIssuer issuer = null!;

    private string ProviderArn => $"arn:aws:iam::{SlipwayApp.Account}:oidc-provider/{issuer.Name}";

    public async ValueTask InitializeAsync()
    {
        issuer = await OidcIssuer.StartAsync();
        await GivenProvider(issuer.Url, Audience, issuer.Thumbprint);
        await app.GivenRole("ci", Trust($$$"""{"StringEquals":{"{{{issuer.Name}}}:aud":"{{{Audience}}}"},"StringLike":{"{{{issuer.Name}}}:sub":"repo:octo/web:*"}}"""));
        await app.GivenRolePolicy("ci", StsCalls.Allow("ecr:*", "*"));
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Fact]
    public async Task A_token_of_the_provider_opens_the_role_without_a_signature()
    {
        var answer = (await Assume(Token())).Expect(HttpStatusCode.OK);
        Assert.Equal(
            (Subject, Audience, ProviderArn, "arn:aws:sts::000000000000:assumed-role/ci/GitHubActions", "2026-03-01T13:00:00Z"),
            (answer.Find("SubjectFromWebIdentityToken"), answer.Find("Audience"), answer.Find("Provider"), answer.Find("Arn"), answer.Find("Expiration")));
        var session = answer.KeyPair();
        Assert.Equal("arn:aws:sts::000000000000:assumed-role/ci/GitHubActions", await app.WhoIs(session));
        (await app.Ecr("CreateRepository", """{"repositoryName":"web"}""", session, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        Assert.Equal("AccessDenied", (await app.Iam(session, "ListUsers")).Error);
        Assert.Equal(1, issuer.Fetches);
    }

    [Fact]
    public async Task It_is_written_down_for_the_roles_account_with_the_subject_and_without_the_token()
    {
        var token = Token();
        var answer = (await Assume(token)).Expect(HttpStatusCode.OK);
        var written = await app.Event("AssumeRoleWithWebIdentity");
        Assert.Equal(
            ("WebIdentityUser", Subject, ProviderArn, StsCalls.RoleArn("ci"), SlipwayApp.Account),
            (written.Text("userIdentity.type"), written.Text("userIdentity.userName"), written.Text("userIdentity.identityProvider"), written.Text("resources.0.ARN"), written.Text("recipientAccountId")));
        Assert.Equal("HIDDEN_DUE_TO_SECURITY_REASONS", written.Text("requestParameters.webIdentityToken"));
        Assert.Equal("HIDDEN_DUE_TO_SECURITY_REASONS", written.Text("responseElements.credentials.sessionToken"));
        Assert.DoesNotContain(answer.KeyPair().SecretAccessKey, written.GetRawText(), StringComparison.Ordinal);

        await app.Ecr("CreateRepository", """{"repositoryName":"web"}""", answer.KeyPair(), SlipwayApp.Region);
        var done = await app.Event("CreateRepository");
        Assert.Equal(
            ("AssumedRole", "Role", "ci", ProviderArn, "false", "2026-03-01T12:00:00Z"),
            (done.Text("userIdentity.type"), done.Text("userIdentity.sessionContext.sessionIssuer.type"), done.Text("userIdentity.sessionContext.sessionIssuer.userName"),
                done.Text("userIdentity.sessionContext.webIdFederationData.federatedProvider"), done.Text("userIdentity.sessionContext.attributes.mfaAuthenticated"),
                done.Text("userIdentity.sessionContext.attributes.creationDate")));
    }

    [Theory]
    [InlineData("repo:octo/other:ref:refs/heads/main")]
    [InlineData("repo:OCTO/web:ref:refs/heads/main")]
    [InlineData("xrepo:octo/web:")]
    public async Task A_subject_that_the_role_does_not_trust_is_refused(string subject) => (await Assume(Token("sub", subject))).IsDenied(NotAuthorized);

    [Fact]
    public async Task Claims_of_every_kind_are_condition_keys()
    {
        await app.GivenRole("claims", Trust($$$"""
            {"StringEquals":{"{{{issuer.Name}}}:repository_owner":"octo","{{{issuer.Name}}}:environment":"prod","{{{issuer.Name}}}:ref":"refs/heads/main"},
             "Bool":{"{{{issuer.Name}}}:email_verified":"true"},
             "NumericGreaterThan":{"{{{issuer.Name}}}:run_attempt":"1"},
             "ForAnyValue:StringEquals":{"{{{issuer.Name}}}:groups":"deployers"},
             "Null":{"{{{issuer.Name}}}:missing":"true"}}
            """));
        var claims = issuer.Claims(app.Clock.GetUtcNow(), Audience, Subject);
        (claims["repository_owner"], claims["environment"], claims["ref"]) = ("octo", "prod", "refs/heads/main");
        (claims["email_verified"], claims["run_attempt"], claims["groups"]) = (true, 2, new JsonArray("users", "deployers"));
        (await Assume(issuer.Keys[0].Sign(claims), "claims")).Expect(HttpStatusCode.OK);
        foreach (var (name, value) in new (string, JsonNode)[] { ("repository_owner", "Octo"), ("email_verified", false), ("run_attempt", 1), ("groups", new JsonArray("users")), ("missing", "x") })
        {
            var changed = claims.DeepClone().AsObject();
            changed[name] = value;
            (await Assume(issuer.Keys[0].Sign(changed), "claims")).IsDenied(NotAuthorized);
        }
    }

    [Fact]
    public async Task A_role_that_trusts_no_provider_or_another_is_not_assumed_and_a_missing_one_is_no_different()
    {
        await app.GivenRole("accounts", StsCalls.Trust("\"*\"", "{}"));
        (await app.Iam("CreateOpenIDConnectProvider", Form("Url", "https://another.example"), $"ClientIDList.member.1={Audience}")).Expect(HttpStatusCode.OK);
        await app.GivenRole("others", StsCalls.Document(
            """{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::000000000000:oidc-provider/another.example"},"Action":"sts:AssumeRoleWithWebIdentity"}"""));
        foreach (var role in new[] { "accounts", "others", "missing" }) (await Assume(Token(), role)).IsDenied(NotAuthorized);
    }

    [Theory]
    [InlineData("aud", "another-audience", "Incorrect token audience")]
    [InlineData("iss", "https://another.example", "No OpenIDConnect provider found in your account for https://another.example")]
    [InlineData("iss", "http://127.0.0.1", "Issuer must be a valid URL")]
    [InlineData("iss", null, "Missing a required claim: iss")]
    [InlineData("sub", null, "Missing a required claim: sub")]
    [InlineData("aud", null, "Missing a required claim: aud")]
    [InlineData("exp", null, "Missing a required claim: exp")]
    [InlineData("azp", "another-client", "Incorrect token audience")]
    public async Task A_token_of_or_for_somebody_else_is_invalid(string claim, string? value, string message)
    {
        (await Assume(Token(claim, value))).IsRefused("InvalidIdentityToken", message);
        Assert.Equal(0, issuer.Fetches);
    }

    [Fact]
    public async Task An_issuer_counts_to_the_letter()
    {
        foreach (var other in new[] { issuer.Url + "/", issuer.Url.Replace("https", "HTTPS", StringComparison.Ordinal), issuer.Url + "?", issuer.Url + "/../x" })
            Assert.Equal("InvalidIdentityToken", (await Assume(Token("iss", other))).Error);
    }

    [Fact]
    public async Task A_token_is_good_for_its_time_alone()
    {
        var token = Token();
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        (await Assume(token)).Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        var (now, exp) = (app.Clock.GetUtcNow().ToUnixTimeSeconds(), FakeClock.Start.AddMinutes(5).ToUnixTimeSeconds());
        (await Assume(token)).IsRefused("ExpiredTokenException", $"Token expired: current date/time {now} must be before the expiration date/time {exp}");

        var early = issuer.Keys[0].Sign(issuer.Claims(app.Clock.GetUtcNow().AddSeconds(31), Audience, Subject));
        Assert.Equal("InvalidIdentityToken", (await Assume(early)).Error);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await Assume(early)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Forged_tokens_are_invalid()
    {
        var key = issuer.Keys[0];
        using var stranger = SigningKey.Create("RS256", key.Id);
        var claims = issuer.Claims(app.Clock.GetUtcNow(), Audience, Subject);
        var good = Token();
        var parts = good.Split('.');
        var changed = SigningKey.Text(Encoding.UTF8.GetBytes(issuer.Claims(app.Clock.GetUtcNow(), Audience, Subject + "2").ToJsonString()));
        var symmetric = $"{SigningKey.Text(Encoding.UTF8.GetBytes($$$"""{"alg":"HS256","kid":"{{{key.Id}}}"}"""))}.{parts[1]}";
        foreach (var forged in new[]
        {
            stranger.Sign(claims.DeepClone().AsObject()),
            $"{parts[0]}.{changed}.{parts[2]}",
            key.Sign(new() { ["alg"] = "none", ["kid"] = key.Id }, claims.DeepClone().AsObject()),
            $"{symmetric}.{SigningKey.Text(HMACSHA256.HashData(key.PublicBytes(), Encoding.ASCII.GetBytes(symmetric)))}",
        })
        {
            (await Assume(forged)).IsRefused("InvalidIdentityToken", "The signature of the token is invalid");
        }

        foreach (var broken in new[] { "none", $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{parts[1]}", good + "=", new string('a', 20_000) })
            (await Assume(broken)).IsRefused("InvalidIdentityToken", "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
        (await Assume(good)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Keys_may_change()
    {
        (await Assume(Token())).Expect(HttpStatusCode.OK);
        var second = SigningKey.Create("ES256", "second");
        var token = second.Sign(issuer.Claims(app.Clock.GetUtcNow(), Audience, Subject));
        (await Assume(token)).IsRefused(
            "InvalidIdentityToken", "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements");
        issuer.Keys.Add(second);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        (await Assume(token)).Expect(HttpStatusCode.OK);
        (await Assume(Token())).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_provider_that_is_away_is_said_to_be()
    {
        issuer.IsAway = true;
        var refused = await Assume(Token());
        Assert.Equal((400, "IDPCommunicationError"), (refused.Status, refused.Error));
        issuer.IsAway = false;
        app.Clock.Advance(TimeSpan.FromSeconds(5));
        (await Assume(Token())).Expect(HttpStatusCode.OK);
        issuer.IsAway = true;
        app.Clock.Advance(TimeSpan.FromHours(2));
        (await Assume(Token())).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_server_with_another_certificate_is_not_the_provider()
    {
        await using var other = await OidcIssuer.StartAsync();
        await GivenProvider(other.Url, Audience, issuer.Thumbprint);
        var token = other.Keys[0].Sign(other.Claims(app.Clock.GetUtcNow(), Audience, Subject));
        (await Assume(token)).IsRefused("InvalidIdentityToken", "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint");
    }

    [Fact]
    public async Task A_token_of_another_provider_of_the_account_does_not_pass_for_this_one()
    {
        await using var other = await OidcIssuer.StartAsync();
        await GivenProvider(other.Url, Audience, other.Thumbprint);
        (await Assume(other.Keys[0].Sign(other.Claims(app.Clock.GetUtcNow(), Audience, Subject)))).IsDenied(NotAuthorized);
        // Signed by the other, in this one's name.
        (await Assume(other.Keys[0].Sign(issuer.Claims(app.Clock.GetUtcNow(), Audience, Subject)))).IsRefused("InvalidIdentityToken", "The signature of the token is invalid");
    }

    [Fact]
    public async Task A_provider_may_set_tags_and_a_source_identity()
    {
        await app.GivenRole("tagged", StsCalls.Document(
            $$$"""{"Effect":"Allow","Principal":{"Federated":"{{{ProviderArn}}}"},"Action":["sts:AssumeRoleWithWebIdentity","sts:TagSession","sts:SetSourceIdentity"],"Condition":{"StringEqualsIfExists":{"aws:RequestTag/team":"web"} } }"""));
        await app.GivenRolePolicy("tagged", StsCalls.Document(
            """{"Effect":"Allow","Action":"ecr:*","Resource":"arn:aws:ecr:*:*:repository/${aws:PrincipalTag/team}","Condition":{"StringEquals":{"aws:SourceIdentity":"alice"}}}"""));
        var claims = issuer.Claims(app.Clock.GetUtcNow(), Audience, Subject);
        claims["https://aws.amazon.com/tags"] = new JsonObject { ["principal_tags"] = new JsonObject { ["team"] = new JsonArray("web") }, ["transitive_tag_keys"] = new JsonArray("team") };
        claims["https://aws.amazon.com/source_identity"] = "alice";
        var answer = (await Assume(issuer.Keys[0].Sign(claims), "tagged")).Expect(HttpStatusCode.OK);
        Assert.Equal("alice", answer.Find("SourceIdentity"));
        (await app.Ecr("CreateRepository", """{"repositoryName":"web"}""", answer.KeyPair(), SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        // A role that does not let providers tag.
        (await Assume(issuer.Keys[0].Sign(claims), "ci")).IsDenied(NotAuthorized);
        claims["https://aws.amazon.com/source_identity"] = "no such name allowed";
        (await Assume(issuer.Keys[0].Sign(claims), "tagged")).IsRefused("InvalidIdentityToken", "The claim https://aws.amazon.com/source_identity is not valid");
    }

    [Fact]
    public async Task A_session_says_who_vouched_for_it()
    {
        await app.GivenRolePolicy("ci", StsCalls.Document(
            $$$"""{"Effect":"Allow","Action":"ecr:*","Resource":"*","Condition":{"StringEquals":{"aws:FederatedProvider":"{{{ProviderArn}}}"} } }"""));
        (await app.Ecr("DescribeRepositories", "{}", (await Assume(Token())).KeyPair(), SlipwayApp.Region)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Durations_and_session_policies_are_those_of_every_role()
    {
        (await Assume(Token(), "ci", "DurationSeconds=3601")).IsRefused("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        var limited = (await Assume(Token(), "ci", "DurationSeconds=900", Form("Policy", StsCalls.Allow("ecr:Describe*", "*")))).Expect(HttpStatusCode.OK);
        Assert.Equal("2026-03-01T12:15:00Z", limited.Find("Expiration"));
        Assert.Equal("AccessDeniedException", (await app.Ecr("CreateRepository", """{"repositoryName":"web"}""", limited.KeyPair(), SlipwayApp.Region)).Error);
        Assert.Equal("InvalidIdentityToken", (await Assume(Token(), "ci", "ProviderId=graph.facebook.com")).Error);
    }

    [Fact]
    public async Task No_token_is_in_the_log()
    {
        var token = Token();
        await Assume(token);
        await Assume(Token("sub", "nobody"));
        await app.StopAsync();
        Assert.DoesNotContain(token.Split('.')[2], app.Log, StringComparison.Ordinal);
    }

    private string Trust(string condition) =>
        StsCalls.Document($$$"""{"Effect":"Allow","Principal":{"Federated":"{{{ProviderArn}}}"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{{{condition}}}}""");

    private string Token() => issuer.Keys[0].Sign(issuer.Claims(app.Clock.GetUtcNow(), Audience, Subject));

    private string Token(string claim, string? value)
    {
        var claims = issuer.Claims(app.Clock.GetUtcNow(), Audience, Subject);
        if (value is null) claims.Remove(claim);
        else claims[claim] = value;
        return issuer.Keys[0].Sign(claims);
    }

    private async Task GivenProvider(string url, string audience, string thumbprint) => (await app.Iam(
        "CreateOpenIDConnectProvider", Form("Url", url), Form("ClientIDList.member.1", audience), $"ThumbprintList.member.1={thumbprint}")).Expect(HttpStatusCode.OK);

    private Task<AwsAnswer> Assume(string token) => Assume(token, "ci");

    private Task<AwsAnswer> Assume(string token, string role, params string[] more) =>
        app.Sts(null, "AssumeRoleWithWebIdentity", [Form("RoleArn", StsCalls.RoleArn(role)), "RoleSessionName=GitHubActions", Form("WebIdentityToken", token), .. more]);
}

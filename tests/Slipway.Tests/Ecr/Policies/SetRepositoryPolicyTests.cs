using System.Net;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Policies.ResourcePolicyCalls;

namespace Slipway.Tests.Ecr.Policies;

public sealed class SetRepositoryPolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_answer_is_the_policy_as_it_was_given()
    {
        await app.CreateRepository("team/web");
        const string Text = """
            {
              "Version" : "2008-10-17",
              "Statement" : [ { "Sid" : "new statement", "Effect" : "Allow", "Principal" : "*", "Action" : [ "ecr:*" ] },
                              { "Sid" : "new statement", "Effect" : "Allow", "Principal" : { "Service" : "lambda.amazonaws.com" }, "Action" : "ecr:BatchGetImage" } ]
            }
            """;
        var set = (await app.SetRepositoryPolicy("team/web", Text)).Expect(HttpStatusCode.OK);
        Assert.Equal((SlipwayApp.Account, "team/web", Text), (set["registryId"].GetString(), set["repositoryName"].GetString(), set["policyText"].GetString()));
        Assert.Equal(Text, (await app.OnRepository(AwsKey.Admin, "GetRepositoryPolicy", "team/web")).Expect(HttpStatusCode.OK)["policyText"].GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":["ecr:ListImages","s3:GetObject"]}]}""")]
    [InlineData("nonsense")]
    [InlineData("""{"Version":"2012-10-17","Statement":[]}""")]
    [InlineData("""{"Version":"2013-01-01","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*","Resource":"*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*","NotResource":"*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotPrincipal":"*","Action":"ecr:*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:user/nobody"},"Action":"ecr:*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:user/*"},"Action":"ecr:*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"AIDAAAAAAAAAAAAAAAAAA"},"Action":"ecr:*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*","Conditions":{}}]}""")]
    public async Task What_is_no_policy_is_refused_and_changes_nothing(string text)
    {
        await app.CreateRepository("team/web");
        await app.GivenRepositoryPolicy("team/web", Allow("\"*\"", "ecr:ListImages"));
        (await app.SetRepositoryPolicy("team/web", text)).IsInvalid("PolicyText", "Invalid repository policy provided");
        Assert.Equal(Document(Allow("\"*\"", "ecr:ListImages")), (await app.OnRepository(AwsKey.Admin, "GetRepositoryPolicy", "team/web"))["policyText"].GetString());
    }

    [Fact]
    public async Task A_policy_has_at_most_10240_bytes()
    {
        await app.CreateRepository("team/web");
        string Padded(char with, int bytes) => Document($$"""{"Sid":"{{with}}","Effect":"Allow","Principal":"*","Action":"ecr:*"}""") is var text
            ? text.Replace("\"Sid\":\"", "\"Sid\":\"" + new string('x', bytes - System.Text.Encoding.UTF8.GetByteCount(text)), StringComparison.Ordinal)
            : "";
        (await app.SetRepositoryPolicy("team/web", Padded('a', 10_240))).Expect(HttpStatusCode.OK);
        (await app.SetRepositoryPolicy("team/web", Padded('ä', 10_240))).Expect(HttpStatusCode.OK);
        (await app.SetRepositoryPolicy("team/web", Padded('ä', 10_241))).IsInvalid("PolicyText", "Policy text must be at most 10240 bytes");
        Assert.Equal("InvalidParameterException", (await app.SetRepositoryPolicy("team/web", Padded('a', 10_241))).Error);
    }

    [Fact]
    public async Task A_policy_that_locks_its_setter_out_needs_force()
    {
        const string LockedOut = "The policy would prevent you from calling SetRepositoryPolicy again; to set it all the same, use force";
        await app.CreateRepository("team/web");
        var everybody = Document(Deny("\"*\"", "ecr:*"));
        (await app.SetRepositoryPolicy(AwsKey.Admin, "team/web", everybody, force: false)).IsInvalid("PolicyText", LockedOut);
        Assert.Equal("RepositoryPolicyNotFoundException", (await app.OnRepository(AwsKey.Admin, "GetRepositoryPolicy", "team/web")).Error);

        var alice = await app.GivenUserWith("alice", StsCalls.Allow("ecr:SetRepositoryPolicy", "*"));
        var others = Document(Deny(Aws(StsCalls.UserArn("alice")), "ecr:SetRepositoryPolicy"));
        (await app.SetRepositoryPolicy(alice, "team/web", others, force: false)).IsInvalid("PolicyText", LockedOut);
        (await app.SetRepositoryPolicy(AwsKey.Admin, "team/web", others, force: false)).Expect(HttpStatusCode.OK);

        (await app.SetRepositoryPolicy(AwsKey.Admin, "team/web", everybody, force: true)).Expect(HttpStatusCode.OK);
        Assert.Equal("AccessDeniedException", (await app.SetRepositoryPolicy(AwsKey.Admin, "team/web", others, force: true)).Error);
    }

    [Fact]
    public async Task Whoever_comes_from_another_account_must_leave_itself_a_way_back()
    {
        await app.CreateRepository("team/web");
        var partner = await app.GivenAdministrator(await app.GivenAccount("partner"), "paula");
        var forPaula = Document(Allow("\"*\"", "ecr:SetRepositoryPolicy"));
        await app.SetRepositoryPolicy("team/web", forPaula);
        Assert.Contains("again", (await app.SetRepositoryPolicy(partner, "team/web", Document(Allow("\"*\"", "ecr:ListImages")), force: false)).Message, StringComparison.Ordinal);
        (await app.SetRepositoryPolicy(partner, "team/web", forPaula, force: false)).Expect(HttpStatusCode.OK);
        (await app.SetRepositoryPolicy(partner, "team/web", Document(Allow("\"*\"", "ecr:ListImages")), force: true)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_missing_repository_is_missed_before_the_policy_is_read() => (await app.SetRepositoryPolicy("team/web", "nonsense")).IsRefused(
        "RepositoryNotFoundException", "The repository with name 'team/web' does not exist in the registry with id '000000000000'");

    [Fact]
    public async Task A_policy_survives_a_restart()
    {
        await app.CreateRepository("team/web");
        var alice = await app.GivenUserWith("alice", StsCalls.Allow("nothing:Nothing", "*"));
        await app.GivenRepositoryPolicy("team/web", Allow(Aws(StsCalls.UserArn("alice")), "ecr:ListImages"));
        Assert.True(await app.MayList(alice, "team/web"));
        await app.Restart();
        Assert.True(await app.MayList(alice, "team/web"));
    }
}

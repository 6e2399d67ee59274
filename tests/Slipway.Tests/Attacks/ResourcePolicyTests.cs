using System.Net;
using Slipway.Tests.Ecr.Policies;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Policies.ResourcePolicyCalls;

namespace Slipway.Tests.Attacks;

/// <summary>Policies on repositories and registries, and those who would use more of them than was meant.</summary>
public sealed class ResourcePolicyTests : IAsyncDisposable
{
    // Those who ask without a pause are not to be told that they ask too often.
    private readonly SlipwayApp app = new(new() { ["SLIPWAY_API_RATE"] = "0" });

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_new_user_of_an_old_name_gets_nothing_of_the_old_ones(bool isRegistry)
    {
        await app.CreateRepository("web");
        var alice = await GivenNobody("alice");
        if (isRegistry) await app.GivenRegistryPolicy(OnAny("Allow", Aws(StsCalls.UserArn("alice")), "ecr:ListImages"));
        else await app.GivenRepositoryPolicy("web", Allow(Aws(StsCalls.UserArn("alice")), "ecr:ListImages"));
        Assert.True(await app.MayList(alice, "web"));
        await Delete("alice", alice);
        var second = await GivenNobody("alice");
        Assert.False(await app.MayList(second, "web"));
        await app.Restart();
        Assert.False(await app.MayList(second, "web"));
    }

    [Fact]
    public async Task A_denial_of_a_user_who_was_renamed_follows_it()
    {
        await app.CreateRepository("web");
        var alice = await app.GivenUserWith("alice", StsCalls.Allow("ecr:*", "*"));
        await app.GivenRepositoryPolicy("web", Deny(Aws(StsCalls.UserArn("alice")), "ecr:*"));
        Assert.False(await app.MayList(alice, "web"));
        (await app.Iam("UpdateUser", "UserName=alice", "NewUserName=mallory", "NewPath=/new/")).Expect(HttpStatusCode.OK);
        Assert.False(await app.MayList(alice, "web"));
    }

    [Fact]
    public async Task The_policy_of_a_deleted_repository_is_not_that_of_the_next_one_of_its_name()
    {
        var alice = await GivenNobody("alice");
        var bob = await app.GivenUserWith("bob", StsCalls.Allow("ecr:*", "*"));
        for (var round = 0; round < 5; round++)
        {
            await app.CreateRepository("web");
            Assert.Equal((false, true), (await app.MayList(alice, "web"), await app.MayList(bob, "web")));
            await app.GivenRepositoryPolicy("web", Allow(Aws(StsCalls.UserArn("alice")), "ecr:*"), Deny(Aws(StsCalls.UserArn("bob")), "ecr:ListImages"));
            // Twice, so that what was allowed is remembered.
            for (var again = 0; again < 2; again++) Assert.Equal((true, false), (await app.MayList(alice, "web"), await app.MayList(bob, "web")));
            (await app.OnRepository(alice, "DeleteRepository", "web")).Expect(HttpStatusCode.OK);
            Assert.Equal("AccessDeniedException", (await app.OnRepository(alice, "DeleteRepository", "web")).Error);
        }
    }

    [Fact]
    public async Task A_denial_in_the_registrys_policy_beats_every_permission_there_is()
    {
        await app.CreateRepository("web");
        await app.PushImage("web", "v1", 1);
        var account = await app.GivenAccount("partner");
        var paula = await app.GivenAdministrator(account, "paula");
        var alice = await app.GivenUserWith("alice", StsCalls.Allow("*", "*"));
        await app.GivenRepositoryPolicy("web", Allow("\"*\"", "ecr:*"), Allow(Aws(StsCalls.UserArn("alice")), "ecr:*"));
        foreach (var key in (AwsKey[])[paula, alice, AwsKey.Admin]) Assert.Equal((true, true), (await app.MayList(key, "web"), await app.MayPull(key, "web", "v1")));
        await app.GivenRegistryPolicy(OnAny("Deny", "\"*\"", "ecr:List*"), OnAny("Deny", "\"*\"", "ECR:batchgetimage"));
        foreach (var key in (AwsKey[])[paula, alice, AwsKey.Admin]) Assert.Equal((false, false), (await app.MayList(key, "web"), await app.MayPull(key, "web", "v1")));
    }

    [Fact]
    public async Task Whom_NotPrincipal_does_not_name_is_denied()
    {
        await app.CreateRepository("web");
        var alice = await app.GivenUserWith("alice", StsCalls.Allow("ecr:*", "*"));
        var mallory = await app.GivenUserWith("mallory", StsCalls.Allow("ecr:*", "*"));
        await app.GivenRepositoryPolicy(
            "web", $$"""{"Effect":"Deny","NotPrincipal":{"AWS":["{{StsCalls.UserArn("alice")}}","arn:aws:iam::{{SlipwayApp.Account}}:root"]},"Action":"ecr:*"}""");
        Assert.Equal((true, false), (await app.MayList(alice, "web"), await app.MayList(mallory, "web")));
        await Delete("alice", alice);
        Assert.False(await app.MayList(await app.GivenUserWith("alice", StsCalls.Allow("ecr:*", "*")), "web"));
    }

    [Theory]
    [InlineData("""{"StringEquals":{"aws:PrincipalAccount":"000000000000"}}""")]
    [InlineData("""{"StringEquals":{"aws:PrincipalOrgID":"o-0000000000"}}""")]
    [InlineData("""{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::000000000000:*"}}""")]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/team":"web"}}""")]
    [InlineData("""{"ArnLike":{"aws:SourceArn":"arn:aws:lambda:us-east-1:000000000000:function:*"}}""")]
    [InlineData("""{"Bool":{"aws:ViaAWSService":"true"}}""")]
    [InlineData("""{"Bool":{"aws:PrincipalIsAWSService":"true"}}""")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}""")]
    [InlineData("""{"Bool":{"aws:SecureTransport":"true"}}""")]
    public async Task Everybody_under_a_condition_is_not_everybody(string condition)
    {
        await app.CreateRepository("web");
        await app.PushImage("web", "v1", 1);
        var mallory = await app.GivenAdministrator(await app.GivenAccount("partner"), "mallory");
        await app.GivenRepositoryPolicy("web", Statement("Allow", "\"*\"", "\"ecr:*\"", $",\"Condition\":{condition}"));
        Assert.Equal((false, false), (await app.MayList(mallory, "web"), await app.MayPull(mallory, "web", "v1")));
        await app.GivenRepositoryPolicy("web", Allow("\"*\"", "ecr:*"));
        Assert.Equal((true, true), (await app.MayList(mallory, "web"), await app.MayPull(mallory, "web", "v1")));
    }

    [Fact]
    public async Task What_was_given_to_a_service_is_nobodys_to_use()
    {
        await app.CreateRepository("web");
        await GivenNobody("lambda.amazonaws.com");
        var mallory = await app.GivenAdministrator(await app.GivenAccount("partner"), "lambda.amazonaws.com");
        await app.GivenRepositoryPolicy("web", Allow("""{"Service":["lambda.amazonaws.com","ecs-tasks.amazonaws.com"]}""", "ecr:*"));
        Assert.False(await app.MayList(mallory, "web"));
    }

    [Fact]
    public async Task Nobody_gives_itself_rights_in_another_registry()
    {
        await app.CreateRepository("web");
        await app.PushImage("web", "v1", 1);
        var account = await app.GivenAccount("partner");
        var mallory = await app.GivenAdministrator(account, "mallory");
        (await app.Ecr("CreateRepository", """{"repositoryName":"web"}""", mallory, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        var everything = System.Text.Json.JsonSerializer.Serialize(Document(Statement("Allow", "\"*\"", "\"*\"", ",\"Resource\":[\"*\",\"" + AnyRepository + "\"]")));
        (await app.Ecr("PutRegistryPolicy", $$"""{"policyText":{{everything}}}""", mallory, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        var own = System.Text.Json.JsonSerializer.Serialize(Document(Allow("\"*\"", "*")));
        (await app.Ecr("SetRepositoryPolicy", $$"""{"repositoryName":"web","policyText":{{own}}}""", mallory, SlipwayApp.Region)).Expect(HttpStatusCode.OK);

        Assert.Equal((false, false), (await app.MayList(mallory, "web"), await app.MayPull(mallory, "web", "v1")));
        Assert.Equal("AccessDeniedException", (await app.SetRepositoryPolicy(mallory, "web", Document(Allow("\"*\"", "*")), force: true)).Error);
        foreach (var operation in (string[])["GetRepositoryPolicy", "DeleteRepositoryPolicy", "DeleteRepository", "CreateRepository"])
            Assert.Equal("AccessDeniedException", (await app.OnRepository(mallory, operation, "web")).Error);
    }

    [Fact]
    public async Task A_policy_of_one_region_counts_in_no_other()
    {
        var alice = await GivenNobody("alice");
        (await app.Ecr("CreateRepository", """{"repositoryName":"web"}""", AwsKey.Admin, "eu-west-1")).Expect(HttpStatusCode.OK);
        await app.CreateRepository("web");
        await app.GivenRepositoryPolicy("web", Allow("\"*\"", "ecr:*"));
        await app.GivenRegistryPolicy(Statement("Allow", "\"*\"", "\"ecr:*\"", ",\"Resource\":\"*\""));
        Assert.True(await app.MayList(alice, "web"));
        Assert.Equal("AccessDeniedException", (await app.Ecr("ListImages", """{"repositoryName":"web"}""", alice, "eu-west-1")).Error);
    }

    [Fact]
    public async Task What_was_taken_away_is_gone_with_the_answer_however_many_ask_meanwhile()
    {
        await app.CreateRepository("web");
        var alice = await GivenNobody("alice");
        using var end = new CancellationTokenSource();
        // They keep every memory full of the answer that is about to become wrong.
        var crowd = Enumerable.Range(0, 3).Select(async _ =>
        {
            while (!end.IsCancellationRequested) await app.MayList(alice, "web");
        }).ToList();
        for (var round = 0; round < 40; round++)
        {
            await app.GivenRepositoryPolicy("web", Allow(Aws(StsCalls.UserArn("alice")), "ecr:ListImages"));
            Assert.True(await app.MayList(alice, "web"), $"round {round}");
            switch (round % 3)
            {
                case 0:
                    (await app.OnRepository(AwsKey.Admin, "DeleteRepositoryPolicy", "web")).Expect(HttpStatusCode.OK);
                    break;
                case 1:
                    await app.GivenRegistryPolicy(OnAny("Deny", "\"*\"", "ecr:ListImages"));
                    break;
                default:
                    await app.GivenRepositoryPolicy("web", Allow(Aws(StsCalls.UserArn("alice")), "ecr:DescribeImages"));
                    break;
            }

            Assert.False(await app.MayList(alice, "web"), $"round {round}");
            if (round % 3 == 1) (await app.Ecr("DeleteRegistryPolicy", "{}")).Expect(HttpStatusCode.OK);
        }

        await end.CancelAsync();
        await Task.WhenAll(crowd);
    }

    /// <summary>A user who is given nothing.</summary>
    private Task<AwsKey> GivenNobody(string name) => app.GivenUserWith(name, StsCalls.Allow("nothing:Nothing", "*"));

    private async Task Delete(string user, AwsKey key)
    {
        (await app.Iam("DeleteUserPolicy", $"UserName={user}", "PolicyName=only")).Expect(HttpStatusCode.OK);
        (await app.Iam("DeleteAccessKey", $"UserName={user}", $"AccessKeyId={key.AccessKeyId}")).Expect(HttpStatusCode.OK);
        (await app.Iam("DeleteUser", $"UserName={user}")).Expect(HttpStatusCode.OK);
    }
}

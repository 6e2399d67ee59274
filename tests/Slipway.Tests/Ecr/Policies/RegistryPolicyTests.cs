using System.Net;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Policies.ResourcePolicyCalls;

namespace Slipway.Tests.Ecr.Policies;

/// <summary>PutRegistryPolicy, GetRegistryPolicy and DeleteRegistryPolicy.</summary>
public sealed class RegistryPolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_policy_is_put_shown_and_deleted()
    {
        const string Missing = "Registry policy does not exist in the registry with id '000000000000'";
        (await app.Ecr("GetRegistryPolicy", "{}")).IsRefused("RegistryPolicyNotFoundException", Missing);
        (await app.Ecr("DeleteRegistryPolicy", "{}")).IsRefused("RegistryPolicyNotFoundException", Missing);
        var policy = Document(OnAny("Allow", Aws("111122223333"), "ecr:ReplicateImage"), OnAny("Allow", Aws("111122223333"), "ecr:CreateRepository"));
        foreach (var answer in new[] { await app.PutRegistryPolicy(policy), await app.Ecr("GetRegistryPolicy", "{}"), await app.Ecr("DeleteRegistryPolicy", "{}") })
        {
            answer.Expect(HttpStatusCode.OK);
            Assert.Equal((SlipwayApp.Account, policy), (answer["registryId"].GetString(), answer["policyText"].GetString()));
        }

        (await app.Ecr("GetRegistryPolicy", "{}")).IsRefused("RegistryPolicyNotFoundException", Missing);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":["ecr:ListImages","s3:GetObject"],"Resource":"*"}}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:*","Resource":"*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:role/none"},"Action":"ecr:*","Resource":"*"}]}""")]
    public async Task What_is_no_policy_is_refused(string text) => (await app.PutRegistryPolicy(text)).IsInvalid("PolicyText", "Invalid registry policy provided");

    [Fact]
    public async Task It_counts_for_repositories_that_are_there_and_for_those_to_come()
    {
        await app.CreateRepository("team/web");
        var alice = await app.GivenUserWith("alice", StsCalls.Allow("nothing:Nothing", "*"));
        await app.GivenRegistryPolicy(OnAny("Allow", Aws(StsCalls.UserArn("alice")), "ecr:ListImages"), OnAny("Allow", Aws(StsCalls.UserArn("alice")), "ecr:CreateRepository"));
        Assert.True(await app.MayList(alice, "team/web"));
        (await app.Ecr("CreateRepository", """{"repositoryName":"team/new"}""", alice, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        Assert.True(await app.MayList(alice, "team/new"));
        Assert.Equal("AccessDeniedException", (await app.OnRepository(alice, "DeleteRepository", "team/new")).Error);
    }

    [Fact]
    public async Task Its_resources_say_where_it_counts()
    {
        await app.CreateRepository("team/web");
        await app.CreateRepository("other/web");
        var alice = await app.GivenUserWith("alice", StsCalls.Allow("nothing:Nothing", "*"));
        await app.GivenRegistryPolicy(Statement(
            "Allow", Aws(StsCalls.UserArn("alice")), "\"ecr:*\"", ""","Resource":"arn:aws:ecr:us-east-1:000000000000:repository/team/*" """));
        Assert.Equal((true, false), (await app.MayList(alice, "team/web"), await app.MayList(alice, "other/web")));
    }

    [Fact]
    public async Task Who_locked_everybody_out_of_every_repository_can_still_change_it()
    {
        await app.CreateRepository("team/web");
        await app.GivenRegistryPolicy(Statement("Deny", "\"*\"", "\"ecr:*\"", ",\"Resource\":\"*\""));
        Assert.False(await app.MayList(AwsKey.Admin, "team/web"));
        (await app.Ecr("DeleteRegistryPolicy", "{}")).Expect(HttpStatusCode.OK);
        Assert.True(await app.MayList(AwsKey.Admin, "team/web"));
    }

    [Fact]
    public async Task In_the_narrow_scope_it_counts_for_what_comes_in_alone()
    {
        await app.CreateRepository("team/web");
        var alice = await app.GivenUserWith("alice", StsCalls.Allow("nothing:Nothing", "*"));
        await app.GivenRegistryPolicy(OnAny("Allow", Aws(StsCalls.UserArn("alice")), "ecr:*"), OnAny("Deny", "\"*\"", "ecr:PutImageTagMutability"));
        const string Mutability = """{"repositoryName":"team/web","imageTagMutability":"IMMUTABLE"}""";
        Assert.True(await app.MayList(alice, "team/web"));
        Assert.Equal("AccessDeniedException", (await app.Ecr("PutImageTagMutability", Mutability)).Error);

        await app.GivenSetting("REGISTRY_POLICY_SCOPE", "V1");
        Assert.False(await app.MayList(alice, "team/web"));
        (await app.Ecr("PutImageTagMutability", Mutability)).Expect(HttpStatusCode.OK);
        (await app.Ecr("CreateRepository", """{"repositoryName":"team/new"}""", alice, SlipwayApp.Region)).Expect(HttpStatusCode.OK);

        await app.GivenSetting("REGISTRY_POLICY_SCOPE", "V2");
        Assert.True(await app.MayList(alice, "team/web"));
        Assert.Equal("AccessDeniedException", (await app.Ecr("PutImageTagMutability", Mutability)).Error);
    }

    [Fact]
    public async Task In_the_narrow_scope_it_may_say_nothing_else()
    {
        await app.GivenSetting("REGISTRY_POLICY_SCOPE", "V1");
        foreach (var action in (string[])["ecr:ListImages", "ecr:*", "*"])
            (await app.PutRegistryPolicy(Document(OnAny("Allow", Aws("111122223333"), action)))).IsInvalid("PolicyText", "Invalid registry policy provided");
        await app.GivenRegistryPolicy(OnAny("Allow", Aws("111122223333"), "ecr:ReplicateImage"), OnAny("Allow", Aws("111122223333"), "ecr:createRepository"));
    }

    [Fact]
    public async Task A_region_has_its_own()
    {
        await app.GivenRegistryPolicy(OnAny("Allow", "\"*\"", "ecr:ListImages"));
        Assert.Equal("RegistryPolicyNotFoundException", (await app.Ecr("GetRegistryPolicy", "{}", AwsKey.Admin, "eu-west-1")).Error);
    }
}

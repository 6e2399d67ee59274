using System.Net;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Policies.ResourcePolicyCalls;

namespace Slipway.Tests.Ecr.Policies;

public sealed class GetRepositoryPolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Without_a_policy_or_repository_that_is_said()
    {
        (await app.OnRepository(AwsKey.Admin, "GetRepositoryPolicy", "team/web")).IsRefused(
            "RepositoryNotFoundException", "The repository with name 'team/web' does not exist in the registry with id '000000000000'");
        await app.CreateRepository("team/web");
        (await app.OnRepository(AwsKey.Admin, "GetRepositoryPolicy", "team/web")).IsRefused(
            "RepositoryPolicyNotFoundException", "Repository policy does not exist for the repository with name 'team/web' in the registry with id '000000000000'");
    }

    [Fact]
    public async Task Whom_a_policy_names_is_shown_under_todays_name_and_under_its_id_when_it_is_gone()
    {
        await app.CreateRepository("team/web");
        await app.GivenUserWith("alice", StsCalls.Allow("nothing:Nothing", "*"));
        await app.GivenRepositoryPolicy("team/web", Allow(Aws(StsCalls.UserArn("alice")), "ecr:ListImages"));
        (await app.Iam("UpdateUser", "UserName=alice", "NewUserName=alicia")).Expect(HttpStatusCode.OK);
        Assert.Equal(Document(Allow(Aws(StsCalls.UserArn("alicia")), "ecr:ListImages")), await Shown());

        var id = (await app.Iam("GetUser", "UserName=alicia")).Expect(HttpStatusCode.OK).Find("UserId");
        (await app.Iam("DeleteUserPolicy", "UserName=alicia", "PolicyName=only")).Expect(HttpStatusCode.OK);
        (await app.Iam("DeleteAccessKey", "UserName=alicia", $"AccessKeyId={(await app.Iam("ListAccessKeys", "UserName=alicia")).Find("AccessKeyId")}")).Expect(HttpStatusCode.OK);
        (await app.Iam("DeleteUser", "UserName=alicia")).Expect(HttpStatusCode.OK);
        Assert.Equal(Document(Allow(Aws(id!), "ecr:ListImages")), await Shown());
    }

    private async Task<string?> Shown() => (await app.OnRepository(AwsKey.Admin, "GetRepositoryPolicy", "team/web")).Expect(HttpStatusCode.OK)["policyText"].GetString();
}

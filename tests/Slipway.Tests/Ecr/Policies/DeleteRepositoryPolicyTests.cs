using System.Net;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Policies.ResourcePolicyCalls;

namespace Slipway.Tests.Ecr.Policies;

public sealed class DeleteRepositoryPolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_answer_is_what_was_removed_and_it_counts_no_more()
    {
        await app.CreateRepository("team/web");
        var alice = await app.GivenUserWith("alice", StsCalls.Allow("nothing:Nothing", "*"));
        var policy = Document(Allow(Aws(StsCalls.UserArn("alice")), "ecr:ListImages"));
        (await app.SetRepositoryPolicy("team/web", policy)).Expect(HttpStatusCode.OK);
        Assert.True(await app.MayList(alice, "team/web"));
        Assert.Equal(policy, (await app.OnRepository(AwsKey.Admin, "DeleteRepositoryPolicy", "team/web")).Expect(HttpStatusCode.OK)["policyText"].GetString());
        Assert.False(await app.MayList(alice, "team/web"));
        (await app.OnRepository(AwsKey.Admin, "DeleteRepositoryPolicy", "team/web")).IsRefused(
            "RepositoryPolicyNotFoundException", "Repository policy does not exist for the repository with name 'team/web' in the registry with id '000000000000'");
    }
}

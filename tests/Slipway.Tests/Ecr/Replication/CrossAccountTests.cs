using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Replication.ReplicationCalls;

namespace Slipway.Tests.Ecr.Replication;

/// <summary>Replication into another account, which its registry policy must allow.</summary>
public sealed class CrossAccountTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_destinations_registry_policy_decides_whether_images_and_repositories_come()
    {
        var account = await app.GivenAccount("mirror");
        var owner = await app.GivenAdministrator(account, "owner");
        foreach (var name in new[] { "team/there", "team/missing" }) await app.CreateRepository(name);
        (await app.Ecr("CreateRepository", """{"repositoryName":"team/there"}""", owner, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        await app.ReplicateTo([$"us-east-1/{account}"]);
        await Ends("team/there", "v1", 1, "FAILED AccessDenied");

        await Allow(owner, account, "ecr:ReplicateImage");
        await Ends("team/there", "v2", 2, "COMPLETE");
        await Ends("team/missing", "v1", 3, "FAILED AccessDenied");

        await Allow(owner, account, "ecr:ReplicateImage", "ecr:CreateRepository");
        await Ends("team/missing", "v2", 4, "COMPLETE");
        (await app.Ecr("DeleteRegistryPolicy", "{}", owner, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        await Ends("team/missing", "v3", 5, "FAILED AccessDenied");

        var arrived = (await app.Ecr("DescribeImages", """{"repositoryName":"team/missing"}""", owner, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        Assert.Equal("v2", arrived["imageDetails"].EnumerateArray().Single().GetProperty("imageTags")[0].GetString());
    }

    private async Task Ends(string repository, string tag, int seed, string status)
    {
        await app.PushImage(repository, tag, seed);
        await app.Settled(repository, tag, $"us-east-1 {status}");
    }

    private async Task Allow(AwsKey owner, string account, params string[] actions)
    {
        var policy = JsonSerializer.Serialize(new
        {
            Version = "2012-10-17",
            Statement = new[] { new { Effect = "Allow", Principal = new { AWS = "arn:aws:iam::000000000000:root" }, Action = actions, Resource = $"arn:aws:ecr:us-east-1:{account}:repository/*" } },
        });
        (await app.Ecr("PutRegistryPolicy", JsonSerializer.Serialize(new { policyText = policy }), owner, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
    }
}

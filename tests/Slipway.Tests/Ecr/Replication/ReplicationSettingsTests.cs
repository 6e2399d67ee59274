using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Replication.ReplicationCalls;

namespace Slipway.Tests.Ecr.Replication;

/// <summary>Settings of repositories that follow them, as PutReplicationOptions says; told of by DescribeRepositoryReplicationStatus.</summary>
public sealed class ReplicationSettingsTests : IAsyncDisposable
{
    private const string All = """["TAG_MUTABILITY","SCAN_ON_PUSH","LIFECYCLE_POLICY","REPOSITORY_POLICY","RESOURCE_TAGS"]""";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Settings_follow_with_the_first_image_and_with_every_change()
    {
        await Given(All);
        await app.ChangeEverySetting(false);
        await app.PushImage("team/web", "v1", 1);
        await Arrive();
        // Without a repository there nothing is made for settings alone.
        await app.CreateRepository("team/empty");
        (await app.Ecr("PutImageTagMutability", """{"repositoryName":"team/empty","imageTagMutability":"IMMUTABLE"}""")).Expect(HttpStatusCode.OK);

        await app.ChangeEverySetting(true);
        await Arrive();
        (await app.Ecr("DeleteLifecyclePolicy", """{"repositoryName":"team/web"}""")).Expect(HttpStatusCode.OK);
        (await app.Ecr("DeleteRepositoryPolicy", """{"repositoryName":"team/web"}""")).Expect(HttpStatusCode.OK);
        (await app.Ecr("UntagResource", """{"resourceArn":"arn:aws:ecr:us-east-1:000000000000:repository/team/web","tagKeys":["team"]}""")).Expect(HttpStatusCode.OK);
        await Arrive();
        await Eventually(() => app.SettingsStatuses("team/web"), statuses => statuses.SequenceEqual(["eu-west-1 COMPLETE"]));
        Assert.Empty(await app.SettingsStatuses("team/empty"));
        Assert.Equal("RepositoryNotFoundException", (await app.Ecr("DescribeRepositories", """{"repositoryNames":["team/empty"]}""", AwsKey.Admin, Elsewhere)).Error);
    }

    [Fact]
    public async Task Only_what_is_wanted_follows_and_none_without_the_option()
    {
        await Given("""["RESOURCE_TAGS"]""");
        await app.ChangeEverySetting(true);
        await app.PushImage("team/web", "v1", 1);
        const string tagsAlone = """["MUTABLE","False","none","none","team=b"]""";
        await Eventually(async () => JsonSerializer.Serialize(await app.Settings("team/web", Elsewhere)), found => found == tagsAlone);
        (await app.Slipway("PutReplicationOptions", """{"destination":{"region":"eu-west-1","registryId":"000000000000"}}""")).Expect(HttpStatusCode.OK);
        await app.ChangeEverySetting(false);
        await app.PushImage("team/web", "v2", 2);
        await app.Settled("team/web", "v2", "eu-west-1 COMPLETE");
        Assert.Equal(tagsAlone, JsonSerializer.Serialize(await app.Settings("team/web", Elsewhere)));
    }

    [Fact]
    public async Task A_repository_that_is_made_anew_gets_them_anew()
    {
        await Given(All);
        await app.ChangeEverySetting(false);
        await app.PushImage("team/web", "v1", 1);
        await Arrive();
        (await app.Ecr("DeleteRepository", """{"repositoryName":"team/web","force":true}""", AwsKey.Admin, Elsewhere)).Expect(HttpStatusCode.OK);
        await app.PushImage("team/web", "v2", 2);
        await Arrive();
    }

    [Fact]
    public async Task What_was_queued_is_done_after_a_restart_and_a_backfill_brings_them_too()
    {
        await app.CreateRepository("team/web");
        await app.PushImage("team/web", "v1", 1);
        await app.ChangeEverySetting(true);
        await Given(All);
        (await app.Slipway("StartReplicationBackfill", """{"destination":{"region":"eu-west-1","registryId":"000000000000"}}""")).Expect(HttpStatusCode.OK);
        await app.Restart();
        await Arrive();
        for (var round = 0; round < 20; round++) await app.ChangeEverySetting(round % 2 == 0);
        await app.Restart();
        await Arrive();
    }

    [Fact]
    public async Task Another_account_allows_each_of_them_by_its_registry_policy()
    {
        var account = await app.GivenAccount("mirror");
        var owner = await app.GivenAdministrator(account, "owner");
        await app.CreateRepository("team/web");
        await app.ReplicateTo([$"us-east-1/{account}"]);
        (await app.Slipway("PutReplicationOptions", $$"""{"destination":{"region":"us-east-1","registryId":"{{account}}"},"replicateSettings":["TAG_MUTABILITY"]}""")).Expect(HttpStatusCode.OK);
        await Allow(owner, account, "ecr:ReplicateImage", "ecr:CreateRepository");
        (await app.Ecr("PutImageTagMutability", """{"repositoryName":"team/web","imageTagMutability":"IMMUTABLE"}""")).Expect(HttpStatusCode.OK);
        await app.PushImage("team/web", "v1", 1);
        await app.Settled("team/web", "v1", "us-east-1 COMPLETE");
        await Eventually(() => app.SettingsStatuses("team/web"), statuses => statuses.SequenceEqual(["us-east-1 FAILED AccessDenied"]));
        await Allow(owner, account, "ecr:ReplicateImage", "ecr:CreateRepository", "ecr:PutImageTagMutability");
        (await app.Ecr("PutImageTagMutability", """{"repositoryName":"team/web","imageTagMutability":"IMMUTABLE"}""")).Expect(HttpStatusCode.OK);
        await Eventually(() => app.SettingsStatuses("team/web"), statuses => statuses.SequenceEqual(["us-east-1 COMPLETE"]));
        var there = (await app.Ecr("DescribeRepositories", """{"repositoryNames":["team/web"]}""", owner, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        Assert.Equal("IMMUTABLE", there["repositories.0.imageTagMutability"].GetString());
    }

    private async Task Given(string settings)
    {
        await app.Ecr("CreateRepository", """{"repositoryName":"team/web"}""");
        await app.ReplicateTo([Elsewhere]);
        var put = (await app.Slipway("PutReplicationOptions", $$"""{"destination":{"region":"eu-west-1","registryId":"000000000000"},"replicateSettings":{{settings}} }""")).Expect(HttpStatusCode.OK);
        Assert.Equal(settings, put["replicationOptions.replicateSettings"].GetRawText());
    }

    private async Task Arrive()
    {
        var here = JsonSerializer.Serialize(await app.Settings("team/web", SlipwayApp.Region));
        await Eventually(async () => JsonSerializer.Serialize(await app.Settings("team/web", Elsewhere)), found => found == here);
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

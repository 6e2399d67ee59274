using System.Net;
using System.Text.Json;
using Slipway.Tests.Ecr.Policies;
using Slipway.Tests.Ecr.Replication;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;

namespace Slipway.Tests.Attacks;

/// <summary>What the server does by itself, and those who would have it do what they may not.</summary>
public sealed class WorkersOnBehalfTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Replication_brings_no_tag_that_the_other_account_denies()
    {
        var account = await app.GivenAccount("mirror");
        var owner = await app.GivenAdministrator(account, "owner");
        var arn = $"\"Resource\":\"arn:aws:ecr:us-east-1:{account}:repository/*\"";
        const string From = """ "Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":["ecr:ReplicateImage","ecr:CreateRepository"]""";
        var statement = $"{From},{arn}";
        var policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow",""" + statement + """},{"Effect":"Deny",""" + statement
            + ""","Condition":{"StringLike":{"slipway:ImageTag":"release-*"}}}]}""";
        (await app.Ecr("PutRegistryPolicy", JsonSerializer.Serialize(new { policyText = policy }), owner, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        await app.CreateRepository("web");
        await app.ReplicateTo([$"us-east-1/{account}"]);
        await app.PushImage("web", "test-1", 1);
        await app.Settled("web", "test-1", "us-east-1 COMPLETE");
        await app.PushImage("web", "release-1", 2);
        await app.Settled("web", "release-1", "us-east-1 FAILED AccessDenied");
    }

    [Fact]
    public async Task A_denial_in_the_destinations_policy_binds_replication_within_an_account_too()
    {
        var policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"ecr:ReplicateImage","Resource":"arn:aws:ecr:eu-west-1:000000000000:repository/closed*"}]}""";
        (await app.Ecr("PutRegistryPolicy", JsonSerializer.Serialize(new { policyText = policy }), AwsKey.Admin, ReplicationCalls.Elsewhere)).Expect(HttpStatusCode.OK);
        foreach (var name in (string[])["open", "closed"]) await app.CreateRepository(name);
        await app.ReplicateTo([ReplicationCalls.Elsewhere]);
        foreach (var name in (string[])["open", "closed"]) await app.PushImage(name, "v1", 1);
        await app.Settled("open", "v1", "eu-west-1 COMPLETE");
        await app.Settled("closed", "v1", "eu-west-1 FAILED AccessDenied");
        Assert.Empty(await app.Images("closed", ReplicationCalls.Elsewhere));
    }

    [Fact]
    public async Task The_recycle_bin_gives_back_no_tag_that_the_caller_is_denied()
    {
        await app.CreateRepository("web");
        (await app.Slipway("PutRecycleBinConfiguration", """{"retentionDays":30}""")).Expect(HttpStatusCode.OK);
        var digest = await app.PushImage("web", "release-1", 1);
        (await app.Ecr("BatchDeleteImage", """{"repositoryName":"web","imageIds":[{"imageTag":"release-1"}]}""")).Expect(HttpStatusCode.OK);
        var mallory = await app.GivenUserWith("mallory", StsCalls.Document(
            StsCalls.Statement("Allow", "slipway:*", "*") + ","
            + """{"Effect":"Deny","Action":"slipway:RestoreImage","Resource":"*","Condition":{"StringLike":{"slipway:ImageTag":"release-*"}}}"""));
        var restore = $$"""{"repositoryName":"web","imageDigest":"{{digest}}"}""";
        Assert.Equal("AccessDeniedException", (await app.Slipway(mallory, "RestoreImage", restore)).Error);
        Assert.Equal(1, (await app.Slipway("ListRecycledImages", """{"repositoryName":"web"}"""))["recycledImages"].GetArrayLength());
        (await app.Slipway("RestoreImage", restore)).Expect(HttpStatusCode.OK);
    }
}

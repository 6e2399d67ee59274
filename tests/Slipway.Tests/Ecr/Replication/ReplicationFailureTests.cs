using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Replication.ReplicationCalls;

namespace Slipway.Tests.Ecr.Replication;

/// <summary>DescribeImageReplicationDetails: what never can arrive has failed after some attempts, and says why.</summary>
public sealed class ReplicationFailureTests : IAsyncDisposable
{
    private const string Destination = """{"region":"eu-west-1","registryId":"000000000000"}""";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("http://127.0.0.1:9", true, "EndpointForbidden", "127.0.0.1")]
    [InlineData("https://mirror.invalid", false, "CredentialUnavailable", "secret")]
    public async Task What_people_must_mend_fails_within_the_hour_and_says_why(string url, bool hasSecret, string code, string word)
    {
        await app.CreateRepository("team/web");
        var key = JsonSerializer.Serialize(new { Name = "mirror", SecretString = """{"accessKeyId":"AKIAAAAAAAAAAAAAAAAA","secretAccessKey":"hush-hush"}""" });
        var arn = (await Secrets("CreateSecret", key)).Expect(HttpStatusCode.OK)["ARN"].GetString();
        (await app.Slipway("PutReplicationEndpoint", $$"""{"destination":{{Destination}},"apiEndpoint":"{{url}}","credentialArn":"{{arn}}"}""")).Expect(HttpStatusCode.OK);
        if (!hasSecret) (await Secrets("DeleteSecret", $$"""{"SecretId":"{{arn}}","ForceDeleteWithoutRecovery":true}""")).Expect(HttpStatusCode.OK);
        await app.ReplicateTo([Elsewhere]);
        await app.PushImage("team/web", "v1", 1);

        var waiting = (await Eventually(Details, details => details?.TryGetProperty("failureReason", out _) is true))!.Value;
        Assert.Equal(("IN_PROGRESS", code, 1), (waiting.GetProperty("status").GetString(), waiting.GetProperty("failureCode").GetString(), waiting.GetProperty("attempts").GetInt32()));
        Assert.True(waiting.TryGetProperty("nextAttemptAt", out _));
        Assert.Equal(["eu-west-1 IN_PROGRESS"], await app.Statuses("team/web", "v1"));

        var passed = TimeSpan.Zero;
        await Eventually(
            async () =>
            {
                passed += TimeSpan.FromMinutes(1);
                app.Clock.Advance(TimeSpan.FromMinutes(1));
                await Task.Delay(50, CancellationToken.None);
                return await app.Statuses("team/web", "v1");
            },
            statuses => statuses.SequenceEqual([$"eu-west-1 FAILED {code}"]));
        Assert.InRange(passed, TimeSpan.FromMinutes(20), TimeSpan.FromHours(2));
        var failed = (await Details())!.Value;
        Assert.Contains(word, failed.GetProperty("failureReason").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hush", failed.GetRawText(), StringComparison.Ordinal);
    }

    private async Task<JsonElement?> Details() =>
        (await app.Slipway("DescribeImageReplicationDetails", """{"repositoryName":"team/web","imageId":{"imageTag":"v1"}}""")).Expect(HttpStatusCode.OK)["replicationDetails"].EnumerateArray().Select(details => (JsonElement?)details).FirstOrDefault();

    private Task<AwsAnswer> Secrets(string operation, string request) => app.Json("secretsmanager", $"secretsmanager.{operation}", request, AwsKey.Admin, SlipwayApp.Region);
}

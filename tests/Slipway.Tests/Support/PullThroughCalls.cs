using System.Net;
using System.Text.Json;

namespace Slipway.Tests.Support;

/// <summary>Rules of the pull-through cache, in one line.</summary>
internal static class PullThroughCalls
{
    /// <summary>A server that may ask registries on this machine, and is not patient with them.</summary>
    public static SlipwayApp NewCache() => new(new() { ["SLIPWAY_ALLOWED_HOSTS"] = "127.0.0.1", ["SLIPWAY_REMOTE_TIMEOUT"] = "2s" });

    public static async Task CreateRule(this SlipwayApp app, string prefix, string url) =>
        (await app.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"{{prefix}}","upstreamRegistryUrl":"{{url}}"}""")).Expect(HttpStatusCode.OK);

    /// <summary>The same with a secret that is made for it.</summary>
    public static async Task CreateRule(this SlipwayApp app, string prefix, string url, string user, string password)
    {
        var arn = await app.CreateSecret($"ecr-pullthroughcache/{prefix}", JsonSerializer.Serialize(new Dictionary<string, string> { ["username"] = user, ["accessToken"] = password }));
        (await app.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"{{prefix}}","upstreamRegistryUrl":"{{url}}","credentialArn":"{{arn}}"}""")).Expect(HttpStatusCode.OK);
    }

    /// <summary>Waits until the server says that it holds an image by itself.</summary>
    public static async Task Arrived(this SlipwayApp app, string repository, string tag)
    {
        for (var left = 200; left > 0; left--)
        {
            var answer = await app.Ecr("DescribeImages", $$"""{"repositoryName":"{{repository}}","imageIds":[{"imageTag":"{{tag}}"}]}""");
            if (answer.Error is null) return;
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"{repository}:{tag} did not arrive.\n{app.Log}");
    }

    public static async Task<byte[]> Bytes(this Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadAsByteArrayAsync();
    }
}

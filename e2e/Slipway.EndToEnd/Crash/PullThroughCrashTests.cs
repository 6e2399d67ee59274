using System.Net;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Crash;

/// <summary>A cache that is killed while it fetches shows no part of an image, and fetches it at the next pull.</summary>
public sealed class PullThroughCrashTests : IAsyncLifetime
{
    private const int LayerSize = 200 << 20;

    private const string Repository = "mirror/team/web";

    private readonly ServerProgram server = new(("SLIPWAY_ALLOWED_HOSTS", "127.0.0.1"));
    private readonly DockerRegistry upstream = new();

    public async ValueTask InitializeAsync()
    {
        await upstream.StartAsync();
        await server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await upstream.DisposeAsync();
    }

    [Fact]
    public async Task What_was_cut_off_is_fetched_again()
    {
        using var client = new Client(server.Url);
        await client.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","upstreamRegistryUrl":"{{upstream.Url}}"}""");
        var image = SmallImage.Random(new(11), layers: 2, LayerSize);
        await upstream.PushAsync("team/web", "v1", image);
        for (var round = 1; round <= 3; round++)
        {
            Assert.Equal(HttpStatusCode.OK, await client.StatusOf(HttpMethod.Get, $"/v2/{Repository}/manifests/v1"));
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (Arrived() < (long)round * LayerSize / 4) await Task.Delay(1, patience.Token);
            var arrived = Arrived();
            await server.KillAsync();
            TestContext.Current.TestOutputHelper?.WriteLine($"{arrived >> 20} of {2 * LayerSize >> 20} MiB had arrived when the server was killed");

            var verified = await server.CommandAsync("verify");
            Assert.True(verified.Code == 0, $"{verified.Output}\n{verified.Errors}");
            await server.StartAsync();
            await client.Login();
            Assert.Equal(0, (await client.Ecr("DescribeImages", $$"""{"repositoryName":"{{Repository}}"}""")).GetProperty("imageDetails").GetArrayLength());
        }

        // Without waiting for the import: the layers are read while they come.
        Assert.Equal(HttpStatusCode.OK, await client.StatusOf(HttpMethod.Get, $"/v2/{Repository}/manifests/v1"));
        await client.PullAndCheck(Repository, image.Digest);
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await client.TryEcr("DescribeImages", $$"""{"repositoryName":"{{Repository}}","imageIds":[{"imageTag":"v1"}]}""")).Status != HttpStatusCode.OK)
            await Task.Delay(20, bound.Token);
        await upstream.StopAsync();
        await client.PullAndCheck(Repository, image.Digest);
        Assert.True((await server.CommandAsync("verify")).Code == 0);
    }

    /// <summary>Bytes of uploads that are not done.</summary>
    private long Arrived()
    {
        try
        {
            return Directory.EnumerateFiles(server.DataFolder, "*", SearchOption.AllDirectories).Where(file => file.Contains("/uploads/", StringComparison.Ordinal)).Sum(file => new FileInfo(file).Length);
        }
        catch (IOException)
        {
            // One is being renamed.
            return 0;
        }
    }
}

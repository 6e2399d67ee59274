using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.PullThrough;

/// <summary>What a pull-through cache holds in memory of images under way.</summary>
public sealed class ImportMemoryTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new(new() { ["SLIPWAY_ALLOWED_HOSTS"] = "127.0.0.1" });

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Images_are_served_without_being_kept_while_large_manifests_fill_the_memory_for_them()
    {
        await using var upstream = await OddRegistry.StartAsync();
        var arrives = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var config = RegistryRequests.Bytes("{}");
        var digest = RegistryRequests.DigestOf(config);
        upstream.Answers[$"/v2/lib/large/blobs/{digest}"] = async http =>
        {
            await arrives.Task;
            await OddRegistry.Bytes(http, config);
        };
        // Of 4 MB each, of which 16 have room.
        for (var i = 0; i < 19; i++)
        {
            var manifest = $$"""{"schemaVersion":2,"mediaType":"{{RegistryRequests.OciManifest}}","config":{"mediaType":"{{RegistryRequests.OciConfig}}","digest":"{{digest}}","size":2},"layers":[{"mediaType":"{{RegistryRequests.OciLayer}}","digest":"{{digest}}","size":2}],"annotations":{"n":"{{i}}","text":"{{new string('x', 4_000_000)}}"} }""";
            upstream.ServeManifest("lib/large", $"v{i}", RegistryRequests.Bytes(manifest), RegistryRequests.OciManifest);
        }

        await app.CreateRule("cache", upstream.Url);
        for (var i = 0; i < 19; i++) Assert.InRange((await app.Get($"/v2/cache/lib/large/manifests/v{i}").Bytes()).Length, 4_000_000, 4_010_000);
        arrives.SetResult();
        for (var i = 0; i < 16; i++) await app.Arrived("cache/lib/large", $"v{i}");
        Assert.Equal("ImageNotFoundException", (await app.Ecr("DescribeImages", """{"repositoryName":"cache/lib/large","imageIds":[{"imageTag":"v18"}]}""")).Error);
        // Their room is free again, soon after they have arrived.
        await Task.Delay(500, CancellationToken.None);
        await app.Get("/v2/cache/lib/large/manifests/v18").Bytes();
        await app.Arrived("cache/lib/large", "v18");
    }
}

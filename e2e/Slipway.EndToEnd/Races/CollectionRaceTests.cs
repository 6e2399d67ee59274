using System.Net;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Races;

/// <summary>Pushes and mounts while collections run without a pause, with the shortest grace that a push needs.</summary>
public sealed class CollectionRaceTests : IAsyncLifetime
{
    private static readonly TimeSpan Running = TimeSpan.FromSeconds(15);

    private readonly ServerProgram server = new(("SLIPWAY_GC_PERIOD", "1s"), ("SLIPWAY_GC_GRACE", "3s"));

    public async ValueTask InitializeAsync() => await server.StartAsync();

    [Fact]
    public async Task A_blob_that_a_push_was_told_exists_is_there_when_its_manifest_arrives()
    {
        using var client = new Client(server.Url);
        await client.CreateRepository("collect/push");
        // Few layers among many pushes: each is garbage at one moment and needed at the next.
        var layers = Enumerable.Range(0, 6).Select(seed => SmallImage.Bytes(new(seed), 20_000)).ToList();
        var (pushes, toldThere) = (0, 0);
        await CollectWhileAsync(async (worker, stop) =>
        {
            var chance = new Random(worker);
            while (!stop.IsCancellationRequested)
            {
                var image = SmallImage.Of(SmallImage.Bytes(chance, 100), [layers[chance.Next(layers.Count)]]);
                foreach (var blob in image.Layers.Append(image.Config))
                {
                    if (await client.StatusOf(HttpMethod.Head, $"/v2/collect/push/blobs/{Client.DigestOf(blob)}") == HttpStatusCode.OK) Interlocked.Increment(ref toldThere);
                    else await client.PushBlob("collect/push", blob);
                }

                await Task.Delay(chance.Next(1000), CancellationToken.None);
                var (status, digest) = await client.PutManifest("collect/push", null, image.Manifest);
                Assert.Equal(HttpStatusCode.Created, status);
                await client.PullAndCheck("collect/push", digest);
                Assert.Equal(HttpStatusCode.Accepted, await client.StatusOf(HttpMethod.Delete, $"/v2/collect/push/manifests/{digest}"));
                Interlocked.Increment(ref pushes);
            }
        });

        Assert.InRange(toldThere, 1, int.MaxValue);
        TestContext.Current.TestOutputHelper?.WriteLine($"{pushes} pushes, {toldThere} layers found there");
    }

    [Fact]
    public async Task A_layer_that_was_mounted_stays_whatever_happens_to_its_source()
    {
        using var client = new Client(server.Url);
        await client.CreateRepository("collect/from");
        await client.CreateRepository("collect/to");
        var (mounted, refused) = (0, 0);
        await CollectWhileAsync(async (worker, stop) =>
        {
            var chance = new Random(worker);
            while (!stop.IsCancellationRequested)
            {
                var image = SmallImage.Random(chance, layers: 1, layerSize: 5000);
                Assert.True(await image.Push(client, "collect/from", null));
                var deleting = client.StatusOf(HttpMethod.Delete, $"/v2/collect/from/manifests/{image.Digest}");
                var isMounted = await MountAsync(client, Client.DigestOf(image.Layers[0]));
                await deleting;
                if (!isMounted)
                {
                    Interlocked.Increment(ref refused);
                    continue;
                }

                await Task.Delay(chance.Next(1000), CancellationToken.None);
                await client.PushBlob("collect/to", image.Config);
                var (status, digest) = await client.PutManifest("collect/to", null, image.Manifest);
                Assert.Equal(HttpStatusCode.Created, status);
                await client.PullAndCheck("collect/to", digest);
                Interlocked.Increment(ref mounted);
            }
        });

        Assert.InRange(mounted, 1, int.MaxValue);
        TestContext.Current.TestOutputHelper?.WriteLine($"{mounted} mounts held, {refused} were answered with an upload");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static async Task<bool> MountAsync(Client client, string digest)
    {
        using var answer = await client.Send(HttpMethod.Post, $"/v2/collect/to/blobs/uploads/?mount={digest}&from=collect/from", null);
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.Accepted });
        return answer.StatusCode == HttpStatusCode.Created;
    }

    private async Task CollectWhileAsync(Func<int, CancellationToken, Task> work)
    {
        using var stop = new CancellationTokenSource(Running);
        var workers = Enumerable.Range(0, 8).Select(worker => work(worker, stop.Token)).ToList();
        var collections = 0;
        while (!stop.IsCancellationRequested)
        {
            (await server.CommandAsync("gc")).Succeeds();
            collections++;
        }

        await Task.WhenAll(workers);
        (await server.CommandAsync("verify")).Succeeds();
        Assert.InRange(collections, 5, int.MaxValue);
    }
}

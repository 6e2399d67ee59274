using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Crash;

/// <summary>
/// Several clients that push, move tags and delete until they are told to stop, and remember what was acknowledged.
/// Whatever breaks off is not acknowledged, and nothing is expected of it.
/// </summary>
internal sealed class PushingClients(Client client, string repository, TimeSpan grace, int seed)
{
    private const int MostImages = 200;

    private readonly ConcurrentDictionary<string, byte> acknowledged = new();
    private readonly ConcurrentDictionary<string, (string? Digest, string? Pending)> tags = new();
    private int pushes;

    /// <summary>Images that must be there, whole.</summary>
    public ICollection<string> Acknowledged => acknowledged.Keys;

    /// <summary>Tags with the digest that was acknowledged last, and the one whose push broke off; null for none.</summary>
    public IReadOnlyDictionary<string, (string? Digest, string? Pending)> Tags => tags;

    public int Pushes => pushes;

    public Task RunAsync(int clients, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, clients).Select(number => PushUntilAsync(number, stop)));

    /// <summary>What a tag was found to be after a crash is what counts from then on.</summary>
    public void Settle(string tag, string? digest) => tags[tag] = (digest, null);

    private async Task PushUntilAsync(int number, CancellationToken stop)
    {
        var chance = new Random(HashCode.Combine(seed, number, pushes));
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await PushOneAsync($"client-{number}", chance);
                // Past a number that is quickly checked after each kill, as many go as come.
                if (chance.Next(4) == 0 || acknowledged.Count > MostImages) await DeleteOneAsync(chance);
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException or OperationCanceledException)
            {
                // The server was killed under this request.
                return;
            }
        }
    }

    private async Task PushOneAsync(string tag, Random chance)
    {
        var started = Stopwatch.GetTimestamp();
        var image = SmallImage.Random(chance, layers: chance.Next(1, 3), layerSize: chance.Next(1, 200_000));
        foreach (var layer in image.Layers)
        {
            if (chance.Next(2) == 0) await client.PushBlob(repository, layer);
            else await PushInPiecesAsync(layer, chance);
        }

        await client.PushBlob(repository, image.Config);
        var before = tags.TryGetValue(tag, out var known) ? known.Digest : null;
        tags[tag] = (before, image.Digest);
        var (status, digest) = await client.PutManifest(repository, tag, image.Manifest);
        if (status != HttpStatusCode.Created)
        {
            // Only a push that outlasts the collector's grace may have lost a layer to it.
            Assert.InRange(Stopwatch.GetElapsedTime(started), grace * 0.9, TimeSpan.MaxValue);
            tags[tag] = (before, null);
            return;
        }

        acknowledged[digest] = 0;
        tags[tag] = (digest, null);
        Interlocked.Increment(ref pushes);
    }

    private async Task PushInPiecesAsync(byte[] content, Random chance)
    {
        var location = await client.OpenUpload(repository);
        var half = chance.Next(content.Length);
        using var patched = await client.Send(HttpMethod.Patch, location, new ByteArrayContent(content, 0, half));
        Assert.Equal(HttpStatusCode.Accepted, patched.StatusCode);
        var rest = new ByteArrayContent(content, half, content.Length - half);
        using var done = await client.Send(HttpMethod.Put, Client.With(patched.Headers.Location!.ToString(), $"digest={Client.DigestOf(content)}"), rest);
        Assert.Equal(HttpStatusCode.Created, done.StatusCode);
    }

    /// <summary>Makes garbage: from the moment that the deletion is sent, nothing is expected of the image.</summary>
    private async Task DeleteOneAsync(Random chance)
    {
        // In this order: what is acknowledged from now on is no candidate, what was before is held if a tag is still there.
        var known = acknowledged.Keys;
        var held = tags.Values.SelectMany(tag => new[] { tag.Digest, tag.Pending }).ToHashSet();
        var candidates = known.Where(digest => !held.Contains(digest)).ToList();
        if (candidates.Count == 0) return;
        var digest = candidates[chance.Next(candidates.Count)];
        if (acknowledged.TryRemove(digest, out _)) await client.StatusOf(HttpMethod.Delete, $"/v2/{repository}/manifests/{digest}");
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Crash;

/// <summary>
/// Images go to the archive and come back while the server is killed, as often as it can be in the work of the archive
/// itself: each is whole in the one place or in the other, as its status says.
/// </summary>
public sealed class ArchiveCrashTests
{
    private const string Repository = "crash/archive";
    private const int Images = 32, Clients = 3, Kills = 3, LayerSize = 200_000;

    /// <summary>Of each image, the status that was acknowledged last, and what was asked for since.</summary>
    private readonly ConcurrentDictionary<string, (string Known, string? Asked)> states = [];

    private readonly Random chance = new(31);

    [Fact]
    public async Task Kills_leave_every_image_wholly_archived_or_wholly_active()
    {
        // What was just pushed grows cold without a wait.
        await using var server = new ServerProgram(("SLIPWAY_GC_GRACE", "1s"));
        await server.StartAsync();
        using var client = new Client(server.Url);
        var images = await PushAsync(client);
        var killing = new Killing(server);
        var inTheWork = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await killing.UnderAsync(Clients, _ => MoveOneAsync(client, images), async () =>
            {
                if (await IsWorkingAsync(server)) inTheWork++;
                await Task.Delay(chance.Next(0, 250));
            });
            await SettleAsync(client, isAtRest: false);
        }

        // Half of those at rest are in the archive, so that both ends are seen.
        foreach (var (digest, (known, _)) in states.Take(Images / 2).Where(state => state.Value.Known == "ACTIVE")) await MoveAsync(client, digest, "ARCHIVE");
        await SettleAsync(client, isAtRest: true);
        var archived = states.Where(state => state.Value.Known == "ARCHIVED").Select(state => state.Key).ToHashSet();
        await Killing.UntilAsync(() => Task.FromResult(images.Where(image => archived.Contains(image.Digest)).All(image => !IsHot(server, image))), 100);
        foreach (var image in images.Where(image => !archived.Contains(image.Digest)))
        {
            Assert.True(IsHot(server, image));
            await client.PullAndCheck(Repository, image.Digest);
        }

        foreach (var digest in archived)
            Assert.Equal(HttpStatusCode.NotFound, await client.StatusOf(HttpMethod.Get, $"/v2/{Repository}/manifests/{digest}"));
        await killing.VerifyAsync();

        foreach (var digest in archived) await MoveAsync(client, digest, "STANDARD");
        await SettleAsync(client, isAtRest: true);
        Assert.All(states.Values, state => Assert.Equal("ACTIVE", state.Known));
        foreach (var image in images) await client.PullAndCheck(Repository, image.Digest);
        Assert.Equal(0, await server.StopAsync());
        await killing.VerifyAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills, {inTheWork} of them while packs were written or layers put together; {archived.Count} images were archived at the end, all came back whole");
        Assert.InRange(inTheWork, 1, Kills);
        Assert.InRange(archived.Count, 1, Images - 1);
    }

    /// <summary>Each has a layer of its own and one that it shares with its neighbour.</summary>
    private async Task<List<SmallImage>> PushAsync(Client client)
    {
        await client.CreateRepository(Repository);
        List<SmallImage> images = [];
        byte[] shared = [];
        for (var i = 0; i < Images; i++)
        {
            if (i % 2 == 0) shared = SmallImage.Bytes(chance, LayerSize);
            var image = SmallImage.Of(JsonSerializer.SerializeToUtf8Bytes(new { architecture = "amd64", os = "linux", id = i }), [SmallImage.Bytes(chance, LayerSize), shared]);
            Assert.True(await image.Push(client, Repository, $"v{i}"));
            states[image.Digest] = ("ACTIVE", null);
            images.Add(image);
        }

        return images;
    }

    private async Task MoveOneAsync(Client client, List<SmallImage> images)
    {
        await Task.Delay(250);
        SmallImage image;
        lock (chance) image = images[chance.Next(images.Count)];
        // One at a time for an image: what is asked for twice at once may come in either order.
        var (known, asked) = states[image.Digest];
        if (asked is not null || known == "ACTIVATING" || !states.TryUpdate(image.Digest, (known, "pending"), (known, asked))) return;
        await MoveAsync(client, image.Digest, known == "ACTIVE" ? "ARCHIVE" : "STANDARD");
    }

    private async Task MoveAsync(Client client, string digest, string target)
    {
        states[digest] = (states[digest].Known, target == "ARCHIVE" ? "ARCHIVED" : "ACTIVATING");
        var answer = await client.Ecr("UpdateImageStorageClass", $$"""{"repositoryName":"{{Repository}}","imageId":{"imageDigest":"{{digest}}"},"targetStorageClass":"{{target}}"}""");
        states[digest] = (answer.GetProperty("imageStatus").GetString()!, null);
    }

    /// <summary>Each image has a status that was acknowledged, asked for, or follows by itself; no other.</summary>
    private async Task SettleAsync(Client client, bool isAtRest)
    {
        await Killing.UntilAsync(
            async () =>
            {
                var details = (await client.Ecr("DescribeImages", $$$"""{"repositoryName":"{{{Repository}}}","maxResults":1000,"filter":{"imageStatus":"ANY"}}""")).GetProperty("imageDetails");
                Assert.Equal(Images, details.GetArrayLength());
                foreach (var image in details.EnumerateArray())
                {
                    var (digest, status) = (image.GetProperty("imageDigest").GetString()!, image.GetProperty("imageStatus").GetString()!);
                    var (known, asked) = states[digest];
                    Assert.True(
                        status == known || status == asked || (status == "ACTIVE" && (known == "ACTIVATING" || asked == "ACTIVATING")),
                        $"{digest} is {status}, was {known}, {asked ?? "nothing"} was asked for");
                    states[digest] = (status, null);
                }

                return !isAtRest || states.Values.All(state => state.Known != "ACTIVATING");
            },
            pauseInMilliseconds: 200);
    }

    /// <returns>false when nothing of the kind was seen before the next pass should have come.</returns>
    private static async Task<bool> IsWorkingAsync(ServerProgram server)
    {
        var uploads = Directory.EnumerateDirectories(server.DataFolder, "uploads", SearchOption.AllDirectories).Single();
        for (var tries = 0; tries < 4000; tries++)
        {
            if (Directory.EnumerateFileSystemEntries(uploads, "*", SearchOption.AllDirectories).Any(entry => File.Exists(entry))) return true;
            await Task.Delay(2);
        }

        return false;
    }

    private static bool IsHot(ServerProgram server, SmallImage image)
    {
        var own = Client.DigestOf(image.Layers[0])["sha256:".Length..];
        return File.Exists(Path.Combine(server.DataFolder, "sealed/0/sha256", own[..2], own));
    }
}

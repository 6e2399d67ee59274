using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Crash;

/// <summary>Images that are deleted, restored and purged while the server is killed are there, in the bin, or gone: one of the three, and whole.</summary>
public sealed class RecycleBinCrashTests
{
    private const string Repository = "crash/bin";
    private const int Kills = 7, Clients = 4, GroupsOfEach = 4;

    private readonly Random chance = new(23);
    private readonly List<Group> groups = [];

    private enum Place
    {
        There,
        Bin,
        Gone,
    }

    [Fact]
    public async Task Kills_leave_nothing_half_deleted_and_nothing_half_restored()
    {
        await using var server = new ServerProgram();
        await server.StartAsync();
        using var client = new Client(server.Url);
        await client.CreateRepository(Repository);
        await client.Call("slipway", "PutRecycleBinConfiguration", """{"retentionDays":7}""");
        for (var i = 0; i < Clients * GroupsOfEach; i++) groups.Add(await PushAsync(client, i));

        var killing = new Killing(server);
        var broken = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await killing.UnderAsync(Clients, number => MoveOneAsync(client, number), () => Task.Delay(chance.Next(20, 500)));
            broken += groups.Count(group => group.Asked is not null);
            await SettleAsync(client);
        }

        Assert.InRange(broken, 1, int.MaxValue);
        foreach (var group in groups)
        {
            if (group.Known is Place.Bin) await MoveAsync(client, group, Place.There);
            if (group.Known is Place.Gone) await PushGroupAsync(client, group);
            foreach (var image in group.Images) await client.PullAndCheck(Repository, image.Digest);
        }

        Assert.Equal(0, await server.StopAsync());
        await killing.VerifyAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills cut {broken} deletions, restorations and purges off; each was whole or had not happened");
    }

    /// <summary>Every other one is two images and the index of both.</summary>
    private async Task<Group> PushAsync(Client client, int number)
    {
        List<SmallImage> images = [SmallImage.Random(chance, layers: 1, layerSize: 300)];
        var index = Array.Empty<byte>();
        if (number % 2 == 1)
        {
            images.Add(SmallImage.Random(chance, layers: 1, layerSize: 300));
            var parts = images.Select(image => $$"""{"mediaType":"{{Client.ManifestType}}","digest":"{{image.Digest}}","size":{{image.Manifest.Length}}}""");
            index = Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{{string.Join(',', parts)}}]}""");
        }

        var group = new Group($"t{number}", images, index);
        await PushGroupAsync(client, group);
        return group;
    }

    private static async Task PushGroupAsync(Client client, Group group)
    {
        foreach (var image in group.Images) Assert.True(await image.Push(client, Repository, group.Index.Length == 0 ? group.Tag : null));
        if (group.Index.Length == 0) return;
        var put = await client.Ecr("PutImage", JsonSerializer.Serialize(new { repositoryName = Repository, imageTag = group.Tag, imageManifest = Encoding.UTF8.GetString(group.Index) }));
        Assert.Equal(group.Digests[0], put.GetProperty("image").GetProperty("imageId").GetProperty("imageDigest").GetString());
    }

    private async Task MoveOneAsync(Client client, int number)
    {
        Group group;
        bool isPurge;
        lock (chance) (group, isPurge) = (groups[(number * GroupsOfEach) + chance.Next(GroupsOfEach)], chance.Next(8) == 0);
        if (group.Known is Place.Gone) await Task.Delay(5);
        else await MoveAsync(client, group, group.Known is Place.There ? Place.Bin : isPurge && group.Index.Length == 0 ? Place.Gone : Place.There);
    }

    private static async Task MoveAsync(Client client, Group group, Place target)
    {
        group.Asked = target;
        var of = $$""" "repositoryName":"{{Repository}}","imageDigest":"{{group.Digests[0]}}" """;
        if (target is Place.There) await client.Call("slipway", "RestoreImage", $$"""{{{of}}}""");
        else if (target is Place.Gone) await client.Call("slipway", "PurgeRecycledImage", $$"""{{{of}}}""");
        else foreach (var digest in group.Digests) await DeleteAsync(client, digest);
        (group.Known, group.Asked) = (target, null);
    }

    private static Task<JsonElement> DeleteAsync(Client client, string digest) =>
        client.Ecr("BatchDeleteImage", $$"""{"repositoryName":"{{Repository}}","imageIds":[{"imageDigest":"{{digest}}"}]}""");

    /// <summary>What was cut off has happened as a whole, or not at all; from then on it is known again.</summary>
    private async Task SettleAsync(Client client)
    {
        var there = (await client.Ecr("ListImages", $$"""{"repositoryName":"{{Repository}}","maxResults":1000}""")).GetProperty("imageIds").EnumerateArray().Select(id => id.GetProperty("imageDigest").GetString()!).ToHashSet();
        var bin = (await client.Call("slipway", "ListRecycledImages", $$"""{"repositoryName":"{{Repository}}","maxResults":1000}""")).GetProperty("recycledImages").EnumerateArray().Select(image => image.GetProperty("imageDigest").GetString()!).ToHashSet();
        Assert.Empty(there.Intersect(bin));
        foreach (var group in groups)
        {
            var places = group.Digests.ConvertAll(digest => there.Contains(digest) ? Place.There : bin.Contains(digest) ? Place.Bin : Place.Gone);
            Assert.True(places.All(place => place == group.Known || place == group.Asked), $"{group.Tag} is {string.Join(", ", places)}, was {group.Known}, {group.Asked} was asked for");
            // An index is deleted before what it names, in requests of their own; and comes back with all of it in one.
            if (group.Asked is Place.Bin && places[0] is Place.Bin) foreach (var digest in group.Digests) await DeleteAsync(client, digest);
            else Assert.Single(places.Distinct());
            (group.Known, group.Asked) = (places[0], null);
            if (group.Known is Place.There) Assert.Equal(HttpStatusCode.OK, await client.StatusOf(HttpMethod.Get, $"/v2/{Repository}/manifests/{group.Tag}"));
        }
    }

    /// <summary>An image, or an index with its images.</summary>
    private sealed class Group(string tag, List<SmallImage> images, byte[] index)
    {
        public string Tag => tag;

        public List<SmallImage> Images => images;

        public byte[] Index => index;

        /// <summary>The index first.</summary>
        public List<string> Digests { get; } = [.. index.Length == 0 ? (string[])[] : [Client.DigestOf(index)], .. images.Select(image => image.Digest)];

        public Place Known { get; set; }

        public Place? Asked { get; set; }
    }
}

using System.Collections.Concurrent;
using System.Net;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Races;

/// <summary>Clients against each other, under load; each test says what must hold whoever wins.</summary>
public sealed class RaceTests(SharedServer shared)
{
    private const int Clients = 12;

    private readonly ServerProgram server = shared.Program;

    [Fact]
    public async Task Pushes_of_one_tag_leave_one_of_them_whole_and_lose_none()
    {
        using var client = new Client(server.Url);
        await client.CreateRepository("race/tag");
        var images = Enumerable.Range(0, 60).Select(seed => SmallImage.Random(new(seed), layers: 1, layerSize: 2000)).ToList();
        await EachAsync(images, async image => Assert.True(await image.Push(client, "race/tag", "latest")));

        Assert.Contains(await DigestOf(client, "race/tag", "latest"), images.Select(image => image.Digest));
        await EachAsync(images, image => client.PullAndCheck("race/tag", image.Digest));
        var tagged = (await client.Ecr("ListImages", """{"repositoryName":"race/tag","filter":{"tagStatus":"TAGGED"}}""")).GetProperty("imageIds");
        Assert.Equal(1, tagged.GetArrayLength());
    }

    [Fact]
    public async Task A_tag_never_goes_back_to_what_was_there_before_an_acknowledged_push()
    {
        using var client = new Client(server.Url);
        await client.CreateRepository("race/forward");
        var images = Enumerable.Range(0, 80).Select(seed => SmallImage.Of([1], [SmallImage.Bytes(new(seed), 50)])).ToList();
        foreach (var image in images) Assert.True(await image.Push(client, "race/forward", null));
        var order = images.Select((image, index) => (image.Digest, index)).ToDictionary(pair => pair.Digest, pair => pair.index);
        await client.PutManifest("race/forward", "latest", images[0].Manifest);
        var acknowledged = 0;

        async Task ReadAsync()
        {
            while (Volatile.Read(ref acknowledged) < images.Count - 1)
            {
                var atLeast = Volatile.Read(ref acknowledged);
                Assert.InRange(order[await DigestOf(client, "race/forward", "latest")], atLeast, images.Count);
            }
        }

        var readers = Enumerable.Range(0, Clients).Select(_ => ReadAsync()).ToList();
        for (var i = 1; i < images.Count; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await client.PutManifest("race/forward", "latest", images[i].Manifest)).Status);
            Volatile.Write(ref acknowledged, i);
        }

        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task An_immutable_tag_has_one_winner()
    {
        using var client = new Client(server.Url);
        await client.Ecr("CreateRepository", """{"repositoryName":"race/immutable","imageTagMutability":"IMMUTABLE"}""");
        var images = Enumerable.Range(0, 40).Select(seed => SmallImage.Random(new(seed), layers: 1, layerSize: 500)).ToList();
        var winners = new ConcurrentBag<string>();
        await EachAsync(images, async image =>
        {
            if (await image.Push(client, "race/immutable", "v1")) winners.Add(image.Digest);
        });
        Assert.Equal(await DigestOf(client, "race/immutable", "v1"), Assert.Single(winners));
    }

    [Fact]
    public async Task One_layer_pushed_by_all_at_once_is_there_once_and_whole()
    {
        using var client = new Client(server.Url);
        var repositories = Enumerable.Range(0, 4).Select(number => $"race/layer-{number}").ToList();
        foreach (var repository in repositories) await client.CreateRepository(repository);
        for (var round = 0; round < 10; round++)
        {
            var layer = SmallImage.Bytes(new(1000 + round), 300_000);
            await EachAsync(Enumerable.Range(0, 16), number => client.PushBlob(repositories[number % repositories.Count], layer));
            foreach (var repository in repositories)
            {
                using var pulled = await client.Get($"/v2/{repository}/blobs/{Client.DigestOf(layer)}");
                Assert.Equal(layer, await pulled.Content.ReadAsByteArrayAsync());
            }
        }
    }

    [Fact]
    public async Task Pushes_against_deletions_of_the_repository_end_in_a_whole_image_or_none()
    {
        using var client = new Client(server.Url);
        for (var round = 0; round < 15; round++)
        {
            await client.CreateRepository("race/gone");
            var images = Enumerable.Range(0, 8).Select(seed => SmallImage.Random(new(seed), layers: 1, layerSize: 3000)).ToList();
            var deleting = DeleteAsync();
            await EachAsync(images, image => PushIfThereAsync(client, "race/gone", image));
            await deleting;

            // Created again, it is another repository: nothing of the old one is there.
            await client.CreateRepository("race/gone");
            Assert.Equal(0, (await client.Ecr("ListImages", """{"repositoryName":"race/gone"}""")).GetProperty("imageIds").GetArrayLength());
            foreach (var image in images)
                Assert.Equal(HttpStatusCode.NotFound, await client.StatusOf(HttpMethod.Head, $"/v2/race/gone/blobs/{Client.DigestOf(image.Layers[0])}"));
            Assert.True(await images[0].Push(client, "race/gone", "again"));
            await client.PullAndCheck("race/gone", images[0].Digest);
            await client.Ecr("DeleteRepository", """{"repositoryName":"race/gone","force":true}""");
        }

        async Task DeleteAsync()
        {
            await Task.Delay(Random.Shared.Next(15));
            await client.Ecr("DeleteRepository", """{"repositoryName":"race/gone","force":true}""");
        }
    }

    private static async Task PushIfThereAsync(Client client, string repository, SmallImage image)
    {
        foreach (var blob in image.Layers.Append(image.Config))
        {
            using var opened = await client.Send(HttpMethod.Post, $"/v2/{repository}/blobs/uploads/", null);
            if (opened.StatusCode == HttpStatusCode.NotFound) return;
            using var done = await client.Send(
                HttpMethod.Put, Client.With(opened.Headers.Location!.ToString(), $"digest={Client.DigestOf(blob)}"), new ByteArrayContent(blob));
            Assert.Contains(done.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.NotFound });
            if (done.StatusCode == HttpStatusCode.NotFound) return;
        }

        var (status, _) = await client.PutManifest(repository, "latest", image.Manifest);
        Assert.Contains(status, new[] { HttpStatusCode.Created, HttpStatusCode.NotFound });
    }

    private static async Task<string> DigestOf(Client client, string repository, string tag)
    {
        using var answer = await client.Send(HttpMethod.Head, $"/v2/{repository}/manifests/{tag}", null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer.Headers.GetValues("Docker-Content-Digest").Single();
    }

    private static Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> act) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (item, _) => await act(item));
}

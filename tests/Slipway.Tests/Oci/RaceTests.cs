using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.RegistryRequests;

namespace Slipway.Tests.Oci;

/// <summary>What holds while clients get in each other's way.</summary>
public sealed class RaceTests(RegistryFixture registry) : IClassFixture<RegistryFixture>
{
    private readonly SlipwayApp app = registry.App;

    [Fact]
    public async Task Of_concurrent_pushes_to_one_tag_one_stays_whole_and_no_image_is_lost()
    {
        var repository = await registry.NewRepository();
        var manifests = await Task.WhenAll(Enumerable.Range(0, 8).Select(seed => app.PushLayers(repository, seed)));
        var acknowledged = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 80), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (turn, _) =>
        {
            acknowledged.Add(await app.PushManifest(repository, "latest", manifests[turn % 8], OciManifest));
            using var read = await app.Get($"/v2/{repository}/manifests/latest").Expect(HttpStatusCode.OK);
            Assert.Equal(read.Header("Docker-Content-Digest"), DigestOf(await read.Content.ReadAsByteArrayAsync(CancellationToken.None)));
        });

        using var last = await app.Get($"/v2/{repository}/manifests/latest").Expect(HttpStatusCode.OK);
        Assert.Contains(last.Header("Docker-Content-Digest"), acknowledged);
        foreach (var digest in acknowledged.Distinct()) (await app.Head($"/v2/{repository}/manifests/{digest}").Expect(HttpStatusCode.OK)).Dispose();
    }

    // "Tags are linearizable": what was acknowledged is seen by every later read, and nobody sees a tag go back.
    [Fact]
    public async Task A_tag_never_goes_back_for_anyone_who_reads_it()
    {
        var repository = await registry.NewRepository();
        var manifests = new List<string>();
        var order = new Dictionary<string, int>();
        for (var i = 0; i < 60; i++)
        {
            manifests.Add(await app.PushLayers(repository, i));
            order[DigestOf(Bytes(manifests[i]))] = i;
        }

        await app.PushManifest(repository, "latest", manifests[0], OciManifest);
        var acknowledged = 0;
        var highestSeen = 0;
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 6).Select(async reader =>
        {
            while (!done.IsCancellationRequested)
            {
                var atLeast = Math.Max(Volatile.Read(ref acknowledged), Volatile.Read(ref highestSeen));
                using var answer = await (reader % 2 == 0 ? app.Get($"/v2/{repository}/manifests/latest") : app.Head($"/v2/{repository}/manifests/latest")).Expect(HttpStatusCode.OK);
                var seen = order[answer.Header("Docker-Content-Digest")!];
                Assert.True(seen >= atLeast, $"Image {seen} was read after image {atLeast}.");
                for (var highest = highestSeen; seen > highest; highest = highestSeen) Interlocked.CompareExchange(ref highestSeen, seen, highest);
            }
        }).ToList();

        for (var i = 1; i < manifests.Count; i++)
        {
            await app.PushManifest(repository, "latest", manifests[i], OciManifest);
            Volatile.Write(ref acknowledged, i);
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task An_immutable_tag_is_taken_by_one_push_and_never_moves()
    {
        var repository = await registry.NewRepository();
        (await app.Ecr("PutImageTagMutability", $$"""{"repositoryName":"{{repository}}","imageTagMutability":"IMMUTABLE"}""")).Expect(HttpStatusCode.OK);
        var manifests = await Task.WhenAll(Enumerable.Range(0, 8).Select(seed => app.PushLayers(repository, seed)));
        for (var round = 0; round < 5; round++)
        {
            var tag = $"v{round}";
            var pushes = await Task.WhenAll(manifests.Select(manifest => app.Put($"/v2/{repository}/manifests/{tag}", Bytes(manifest), OciManifest)));
            var winner = Assert.Single(pushes, push => push.StatusCode == HttpStatusCode.Created);
            Assert.All(pushes.Except([winner]), push => Assert.Equal(HttpStatusCode.BadRequest, push.StatusCode));
            using var read = await app.Head($"/v2/{repository}/manifests/{tag}").Expect(HttpStatusCode.OK);
            Assert.Equal(winner.Header("Docker-Content-Digest"), read.Header("Docker-Content-Digest"));
        }
    }

    [Fact]
    public async Task One_layer_pushed_by_many_at_once_is_there_once_and_whole()
    {
        var repositories = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => registry.NewRepository()));
        for (var round = 0; round < 5; round++)
        {
            var content = RandomBytes(1000 + round, 200_000);
            var digests = await Task.WhenAll(Enumerable.Range(0, 8).Select(client => app.PushBlob(repositories[client % 4], content)));
            var digest = Assert.Single(digests.Distinct());
            foreach (var repository in repositories)
            {
                using var pulled = await app.Get($"/v2/{repository}/blobs/{digest}").Expect(HttpStatusCode.OK);
                Assert.Equal(digest, "sha256:" + Convert.ToHexStringLower(SHA256.HashData(await pulled.Content.ReadAsByteArrayAsync())));
            }
        }
    }

    [Fact]
    public async Task Two_clients_on_one_upload_cannot_both_have_their_way()
    {
        var repository = await registry.NewRepository();
        var content = RandomBytes(50, 100_000);
        for (var round = 0; round < 5; round++)
        {
            var location = await app.StartUpload(repository);
            var chunks = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
                app.Registry(OciAnswers.Chunk(HttpMethod.Patch, location, content, "0-99999"))));
            Assert.Single(chunks, chunk => chunk.StatusCode == HttpStatusCode.Accepted);
            Assert.Equal(3, chunks.Count(chunk => chunk.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable));
            var ends = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.Put(location.And($"digest={DigestOf(content)}"), [], "application/octet-stream")));
            Assert.Single(ends, end => end.StatusCode == HttpStatusCode.Created);
            Assert.Equal(3, ends.Count(end => end.StatusCode == HttpStatusCode.NotFound));
        }
    }

    [Fact]
    public async Task A_push_against_deletions_leaves_an_image_with_all_its_parts_or_none()
    {
        var repository = await registry.NewRepository();
        var manifest = await app.PushLayers(repository, 70);
        var digest = DigestOf(Bytes(manifest));
        var layer = DigestOf(RandomBytes(70, 1024 + 70));
        await Parallel.ForEachAsync(Enumerable.Range(0, 120), new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (turn, _) =>
        {
            switch (turn % 4)
            {
                case 0:
                    using (var put = await app.Put($"/v2/{repository}/manifests/latest", Bytes(manifest), OciManifest))
                        Assert.Contains(put.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.NotFound });
                    break;
                case 1:
                    (await app.Delete($"/v2/{repository}/manifests/{digest}")).Dispose();
                    break;
                case 2:
                    using (var deleted = await app.Delete($"/v2/{repository}/blobs/{layer}"))
                        Assert.Contains(deleted.StatusCode, new[] { HttpStatusCode.Accepted, HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed });
                    break;
                default:
                    await app.PushBlob(repository, RandomBytes(70, 1024 + 70));
                    break;
            }
        });

        using var byTag = await app.Head($"/v2/{repository}/manifests/latest");
        using var byDigest = await app.Head($"/v2/{repository}/manifests/{digest}");
        using var blob = await app.Head($"/v2/{repository}/blobs/{layer}");
        Assert.Equal(byTag.StatusCode, byDigest.StatusCode);
        if (byTag.StatusCode == HttpStatusCode.OK) Assert.Equal(HttpStatusCode.OK, blob.StatusCode);
    }

    [Fact]
    public async Task A_mount_against_a_deletion_is_a_blob_or_an_upload_and_never_half_of_one()
    {
        var (source, target) = (await registry.NewRepository(), await registry.NewRepository());
        for (var round = 0; round < 20; round++)
        {
            var content = RandomBytes(2000 + round, 5000);
            var digest = await app.PushBlob(source, content);
            var mounting = app.Post($"/v2/{target}/blobs/uploads/?mount={digest}&from={source}", []);
            var deleting = app.Delete($"/v2/{source}/blobs/{digest}");
            using var mounted = await mounting;
            (await deleting.Expect(HttpStatusCode.Accepted)).Dispose();
            using var pulled = await app.Get($"/v2/{target}/blobs/{digest}");
            if (mounted.StatusCode == HttpStatusCode.Created) Assert.Equal(content, await pulled.Content.ReadAsByteArrayAsync());
            else Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.NotFound), (mounted.StatusCode, pulled.StatusCode));
        }
    }

    [Fact]
    public async Task A_deleted_repository_is_gone_for_all_and_a_new_one_of_its_name_is_empty()
    {
        for (var round = 0; round < 5; round++)
        {
            await app.CreateRepository("team/short-lived");
            var manifest = await app.PushLayers("team/short-lived", 80);
            using var done = new CancellationTokenSource();
            var pushing = Enumerable.Range(0, 4).Select(async _ =>
            {
                while (!done.IsCancellationRequested)
                {
                    using var put = await app.Put("/v2/team/short-lived/manifests/latest", Bytes(manifest), OciManifest);
                    Assert.Contains(put.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.NotFound });
                    (await app.Get("/v2/team/short-lived/manifests/latest")).Dispose();
                }
            }).ToList();
            (await app.Ecr("DeleteRepository", """{"repositoryName":"team/short-lived","force":true}""")).Expect(HttpStatusCode.OK);
            using (var gone = await app.Get("/v2/team/short-lived/manifests/latest")) await gone.Refused(HttpStatusCode.NotFound, "NAME_UNKNOWN");
            await app.CreateRepository("team/short-lived");
            using (var empty = await app.Get("/v2/team/short-lived/manifests/latest")) await empty.Refused(HttpStatusCode.NotFound, "MANIFEST_UNKNOWN");
            await done.CancelAsync();
            await Task.WhenAll(pushing);
            (await app.Ecr("DeleteRepository", """{"repositoryName":"team/short-lived","force":true}""")).Expect(HttpStatusCode.OK);
        }
    }
}

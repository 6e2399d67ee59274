using System.Net;
using System.Text;
using System.Text.Json;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Replication.ReplicationCalls;

namespace Slipway.Tests.Ecr.Replication;

/// <summary>A deletion that comes late means the copy that was brought, and nothing that has come since.</summary>
public sealed class LateDeletionTests : IAsyncLifetime
{
    private const string Destination = """{"region":"eu-west-1","registryId":"000000000000"}""";

    private readonly SlipwayApp source = new(new() { ["SLIPWAY_ALLOWED_HOSTS"] = "127.0.0.1", ["SLIPWAY_REMOTE_TIMEOUT"] = "2s" });
    private readonly SlipwayApp mirror = new(new() { ["SLIPWAY_REGION"] = Elsewhere }) { RegistryRegion = Elsewhere };
    private CuttableLink link = null!;

    public async ValueTask InitializeAsync()
    {
        link = new((await mirror.Url()).Port);
        await source.CreateRepository("team/web");
    }

    public async ValueTask DisposeAsync()
    {
        await link.DisposeAsync();
        await source.DisposeAsync();
        await mirror.DisposeAsync();
    }

    [Fact]
    public async Task What_was_pushed_to_another_server_since_stays()
    {
        await Connect();
        await Deletions();
        var one = await source.PushImage("team/web", "one", 1);
        await source.PushImage("team/web", "uno", 1);
        var two = await source.PushImage("team/web", "two", 2);
        var bare = await source.PushManifest("team/web", null, await source.PushLayers("team/web", 3), RegistryRequests.OciManifest);
        foreach (var digest in new[] { one, two, bare }) await source.Settled("team/web", digest, "eu-west-1 COMPLETE");
        link.Cut();
        await Delete($$"""{"imageDigest":"{{one}}"},{"imageTag":"two"},{"imageDigest":"{{bare}}"}""");

        // Somebody else there makes the repository anew, and has the same images.
        (await mirror.Ecr("DeleteRepository", """{"repositoryName":"team/web","force":true}""", AwsKey.Admin, Elsewhere)).Expect(HttpStatusCode.OK);
        mirror.Clock.Advance(TimeSpan.FromMinutes(1));
        await CreateThere();
        await mirror.PushImage("team/web", "one", 1);
        await mirror.PushManifest("team/web", null, await mirror.PushLayers("team/web", 3), RegistryRequests.OciManifest);
        link.Mend();
        await Idle();
        Assert.Equal(new[] { $"{one} [one]", $"{bare} []" }.Order(StringComparer.Ordinal), await mirror.Images("team/web", Elsewhere));
    }

    [Fact]
    public async Task What_arrived_before_deletions_were_wanted_goes_too()
    {
        await Connect();
        var one = await source.PushImage("team/web", "one", 1);
        await source.Settled("team/web", one, "eu-west-1 COMPLETE");
        await Deletions();
        await Delete("""{"imageTag":"one"}""");
        await Eventually(() => mirror.Images("team/web", Elsewhere), images => images.Length == 0);
    }

    [Fact]
    public async Task What_was_never_brought_there_is_not_deleted_there()
    {
        var one = await source.PushImage("team/web", "one", 1);
        // While there is no destination yet.
        await source.Followed("replication");
        await Connect();
        await Deletions();
        await CreateThere();
        await mirror.PushImage("team/web", "one", 1);
        await Delete($$"""{"imageDigest":"{{one}}"}""");
        await Idle();
        Assert.Equal([$"{one} [one]"], await mirror.Images("team/web", Elsewhere));
    }

    [Fact]
    public async Task An_index_that_is_deleted_while_it_is_on_its_way_leaves_no_image_behind()
    {
        await Connect();
        await Deletions(""","tagFilters":{"include":["v*"]}""");
        var config = Encoding.UTF8.GetBytes("{}");
        var manifest = Manifests.Image(await source.PushBlob("team/web", config), await source.PushBlob("team/web", RegistryRequests.RandomBytes(1, 3_000_000)));
        var child = await source.PushManifest("team/web", null, manifest, RegistryRequests.OciManifest);
        link.HoldBehind(1_000_000);
        var index = await source.PushManifest("team/web", "v1", Manifests.Index((child, Encoding.UTF8.GetByteCount(manifest))), RegistryRequests.OciIndex);
        await Eventually(() => Task.FromResult(link.Carried), carried => carried > 1_000_000);
        await Delete($$"""{"imageDigest":"{{index}}"}""");
        await Delete($$"""{"imageDigest":"{{child}}"}""");
        // By then the child's deletion has had its turn, and found nothing.
        var other = await source.PushImage("team/web", "v2", 2);
        await source.Settled("team/web", "v2", "eu-west-1 COMPLETE");
        link.Release();
        await Eventually(() => Task.FromResult(link.Carried), carried => carried > 3_000_000);
        await Task.Delay(1000, CancellationToken.None);
        await Eventually(
            async () =>
            {
                source.Clock.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(100, CancellationToken.None);
                return await mirror.Images("team/web", Elsewhere);
            },
            images => images.SequenceEqual([$"{other} [v2]"]));
    }

    // A push that comes after everything else of its repository has had its turn.
    private async Task Idle()
    {
        for (var i = 0; i < 10; i++)
        {
            source.Clock.Advance(TimeSpan.FromMinutes(16));
            mirror.Clock.Advance(TimeSpan.FromMinutes(16));
            await Task.Delay(50, CancellationToken.None);
        }

        await source.CreateRepository("team/last");
        await source.PushImage("team/last", "last", 99);
        await source.Settled("team/last", "last", "eu-west-1 COMPLETE");
    }

    private async Task CreateThere() =>
        (await mirror.Ecr("CreateRepository", """{"repositoryName":"team/web"}""", AwsKey.Admin, Elsewhere)).Expect(HttpStatusCode.OK);

    private async Task Deletions(string more = "") => (await source.Slipway("PutReplicationOptions", $$"""{"destination":{{Destination}},"replicateDeletions":true{{more}}}""")).Expect(HttpStatusCode.OK);

    private async Task Delete(string ids) => (await source.Ecr("BatchDeleteImage", $$"""{"repositoryName":"team/web","imageIds":[{{ids}}]}""")).Expect(HttpStatusCode.OK);

    private async Task Connect()
    {
        var value = JsonSerializer.Serialize(new { accessKeyId = AwsKey.Admin.AccessKeyId, secretAccessKey = AwsKey.Admin.SecretAccessKey });
        var created = await source.Json("secretsmanager", "secretsmanager.CreateSecret", JsonSerializer.Serialize(new { Name = "mirror", SecretString = value }), AwsKey.Admin, SlipwayApp.Region);
        var arn = created.Expect(HttpStatusCode.OK)["ARN"].GetString();
        (await source.Slipway("PutReplicationEndpoint", $$"""{"destination":{{Destination}},"apiEndpoint":"{{link.Url}}","registryEndpoint":"{{link.Url}}","credentialArn":"{{arn}}"}""")).Expect(HttpStatusCode.OK);
        await source.ReplicateTo([Elsewhere]);
    }
}

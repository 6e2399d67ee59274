using System.Net;
using System.Text.Json;
using Slipway.Registry;
using Slipway.Registry.Journal;
using Slipway.Tests.Events;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Events;

/// <summary>What clients do to images, as web hooks hear of it.</summary>
public sealed class EcrEventsTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new(new() { ["SLIPWAY_ALLOWED_HOSTS"] = "127.0.0.1" });
    private readonly WebHook hook = new();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await hook.DisposeAsync();
    }

    [Fact]
    public async Task A_push_a_second_tag_and_deletions_are_told_in_ECRs_shape()
    {
        await Follow();
        await app.CreateRepository("team/web");
        var manifest = await app.PushLayers("team/web", 1);
        await app.PushManifest("team/web", "v1", manifest, RegistryRequests.OciManifest);
        await app.PushManifest("team/web", "latest", manifest, RegistryRequests.OciManifest);
        await app.PushManifest("team/web", "latest", await app.PushLayers("team/web", 2), RegistryRequests.OciManifest);
        await app.PushManifest("team/web", null, await app.PushLayers("team/web", 3), RegistryRequests.OciManifest);
        (await app.Ecr("BatchDeleteImage", """{"repositoryName":"team/web","imageIds":[{"imageTag":"v1"}]}""")).Expect(HttpStatusCode.OK);
        Golden.Matches(await Told(5), "pushes");
    }

    [Fact]
    public async Task A_referrer_is_told_as_one()
    {
        await Follow();
        await app.CreateRepository("web");
        var manifest = await app.PushLayers("web", 1);
        var digest = await app.PushManifest("web", "v1", manifest, RegistryRequests.OciManifest);
        var config = await app.PushBlob("web", RegistryRequests.Bytes("{}"));
        await app.PushManifest("web", null, $$$"""
            {"schemaVersion":2,"mediaType":"{{{RegistryRequests.OciManifest}}}","artifactType":"text/sbom+json","config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"{{{config}}}","size":2},
             "layers":[],"subject":{"mediaType":"{{{RegistryRequests.OciManifest}}}","digest":"{{{digest}}}","size":{{{manifest.Length}}} } }
            """, RegistryRequests.OciManifest);
        Golden.Matches(await Told(2), "referrer");
    }

    [Fact]
    public async Task What_the_server_does_by_itself_is_told_in_ECRs_shape()
    {
        await Follow();
        await app.CreateRepository("web");
        var journal = await app.Get<IChangeJournal>();
        ImageKind kind = new(RegistryRequests.OciManifest, RegistryRequests.OciConfig, null, null);
        var name = RepositoryName.TryParse("web", out var parsed) ? parsed : default;
        foreach (var (action, origin, tag, detail) in new (RegistryAction, ChangeOrigin, string?, string?)[]
        {
            (RegistryAction.ImageArchived, ChangeOrigin.Lifecycle, null, null),
            (RegistryAction.ImageRestored, ChangeOrigin.Client, null, null),
            (RegistryAction.ImagePushed, ChangeOrigin.Replication, "v1", null),
            (RegistryAction.ImageReplicated, ChangeOrigin.Replication, "v1", """{"result":"SUCCESS","source-account":"111122223333","source-region":"eu-west-1"}"""),
            (RegistryAction.ImageReplicated, ChangeOrigin.Replication, "v1", """{"result":"FAILED","source-account":"111122223333","source-region":"eu-west-1"}"""),
            (RegistryAction.ImagePushed, ChangeOrigin.PullThrough, "v1", null),
            (RegistryAction.UpstreamSynced, ChangeOrigin.PullThrough, "v1", """{"ecrRepositoryPrefix":"hub","upstreamRegistryUrl":"registry-1.docker.io","syncStatus":"SUCCESS"}"""),
            (RegistryAction.ImageDeleted, ChangeOrigin.Lifecycle, null, null),
        })
        {
            await journal.AppendAsync(
                new(0, new(SlipwayApp.Account, SlipwayApp.Region), 1, name, action, origin, Digest.Parse("sha256:" + new string('a', 64)), tag is null ? null : ImageTag.Parse(tag), kind, detail, FakeClock.Start.AddMilliseconds(740)),
                TestContext.Current.CancellationToken);
        }

        Golden.Matches(await Told(6), "by-itself");
    }

    [Fact]
    public async Task Another_regions_images_are_nobodys_business_here()
    {
        await Follow();
        (await app.Ecr("CreateRepository", """{"repositoryName":"web"}""", AwsKey.Admin, "eu-west-1")).Expect(HttpStatusCode.OK);
        var put = await app.Ecr("PutImage", """{"repositoryName":"web","imageTag":"far","imageManifest":"{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[]}"}""", AwsKey.Admin, "eu-west-1");
        put.Expect(HttpStatusCode.OK);
        await app.CreateRepository("web");
        await app.PushImage("web", "near", 1);
        await hook.Next();
        Assert.Equal("near", Assert.Single(hook.All).Json.GetProperty("detail").GetProperty("image-tag").GetString());
    }

    [Fact]
    public async Task What_was_pushed_while_the_server_stopped_is_told_once_it_is_back()
    {
        hook.Answer = n => n == 1 ? 503 : 200;
        await Follow();
        await app.CreateRepository("web");
        await app.PushImage("web", "v1", 1);
        var first = await hook.Next();
        await app.Restart();
        app.Logout();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await hook.Next();
        Assert.Equal(first.Text, second.Text);
    }

    private Task Follow() => hook.Follow(app, """{"source":["aws.ecr"]}""", "");

    // By what they say: targets have no order. Ids are made of what nobody can foretell.
    private async Task<string> Told(int count)
    {
        for (var n = 0; n < count; n++) await hook.Next();
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.Equal(count, hook.All.Count);
        Assert.All(hook.All, got => Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", got.Json.GetProperty("id").GetString()));
        Assert.Equal(count, hook.All.Select(got => got.Json.GetProperty("id").GetString()).Distinct().Count());
        var events = hook.All.Select(got => got.Text.Replace(got.Json.GetProperty("id").GetString()!, "ID", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return JsonSerializer.Serialize(JsonDocument.Parse($"[{string.Join(',', events)}]").RootElement, Indented);
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

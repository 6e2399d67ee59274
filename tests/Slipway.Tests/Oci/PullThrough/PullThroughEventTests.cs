using System.Text.Json;
using Slipway.Tests.Events;
using Slipway.Tests.Support;

namespace Slipway.Tests.Oci.PullThrough;

/// <summary>What the cache fetched, and failed to, as a web hook hears of it.</summary>
public sealed class PullThroughEventTests : IAsyncLifetime
{
    private static readonly byte[] Config = "{}"u8.ToArray();
    private static readonly byte[] Layer = RegistryRequests.RandomBytes(7, 50_000);

    private readonly SlipwayApp app = PullThroughCalls.NewCache();
    private readonly WebHook hook = new();
    private OddRegistry odd = null!;
    private string digest = "";

    public async ValueTask InitializeAsync()
    {
        odd = await OddRegistry.StartAsync();
        digest = odd.Serve("team/web", "v1", Config, Layer);
        await app.CreateRule("odd", odd.Url);
        await hook.Follow(app, """{"source":["aws.ecr"]}""", "");
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await hook.DisposeAsync();
        await odd.DisposeAsync();
    }

    [Fact]
    public async Task An_image_that_was_fetched_is_told_in_ECRs_shape_and_as_nothing_else()
    {
        await app.Get("/v2/odd/team/web/manifests/v1").Bytes();
        Same("SUCCESS", (await hook.Next()).Json);
        // Served from the cache it is no event.
        await app.Get("/v2/odd/team/web/manifests/v1").Bytes();
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.Single(hook.All);
    }

    [Fact]
    public async Task An_image_that_could_not_be_fetched_is_told_as_failed()
    {
        odd.Answers[$"/v2/team/web/blobs/{RegistryRequests.DigestOf(Layer)}"] = OddRegistry.Status(500);
        await app.Get("/v2/odd/team/web/manifests/v1").Bytes();
        Same("FAILED", (await hook.Next()).Json);
        // And once more when it was tried again, with success.
        odd.ServeBlob("team/web", Layer);
        await app.Get("/v2/odd/team/web/manifests/v1").Bytes();
        Same("SUCCESS", (await hook.Next()).Json);
    }

    [Fact]
    public async Task A_stale_image_that_could_not_be_compared_is_told_as_failed()
    {
        await app.Get("/v2/odd/team/web/manifests/v1").Bytes();
        Same("SUCCESS", (await hook.Next()).Json);
        odd.Answers["/v2/team/web/manifests/v1"] = OddRegistry.Status(500);
        app.Clock.Advance(TimeSpan.FromDays(2));
        app.Logout();
        await app.Get("/v2/odd/team/web/manifests/v1").Bytes();
        Same("FAILED", (await hook.Next()).Json);
    }

    private void Same(string status, JsonElement got)
    {
        Assert.Equal(
            ["version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"],
            got.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            ("0", "ECR Pull Through Cache Action", "aws.ecr", SlipwayApp.Account, SlipwayApp.Region),
            (Text(got, "version"), Text(got, "detail-type"), Text(got, "source"), Text(got, "account"), Text(got, "region")));
        Assert.Equal([$"arn:aws:ecr:{SlipwayApp.Region}:{SlipwayApp.Account}:repository/odd/team/web"], got.GetProperty("resources").EnumerateArray().Select(each => each.GetString()));
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["rule-version"] = "1",
                ["sync-status"] = status,
                ["ecr-repository-prefix"] = "odd",
                ["repository-name"] = "odd/team/web",
                ["upstream-registry-url"] = odd.Url,
                ["image-tag"] = "v1",
                ["image-digest"] = digest,
            },
            got.GetProperty("detail").EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()));
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}

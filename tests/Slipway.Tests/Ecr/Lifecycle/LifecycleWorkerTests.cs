using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Lifecycle.LifecycleCalls;

namespace Slipway.Tests.Ecr.Lifecycle;

/// <summary>Policies run by themselves.</summary>
public sealed class LifecycleWorkerTests : IAsyncDisposable
{
    private const string Expire = """{"type":"expire"}""", Archive = """{"type":"transition","targetStorageClass":"archive"}""";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_policy_runs_soon_after_it_is_set_and_again_after_a_push()
    {
        await GivenImagesAsync("a", "b", "c");
        await app.PutPolicy(Policy(KeepNewest(1, "any", 2)));
        await app.RunPolicies();
        Assert.Equal("b c", await app.Images(""));
        await app.PushImage(Web, "d", 9);
        await app.Eventually(async () => await app.Images("") == "c d", () => app.Clock.Advance(TimeSpan.FromMinutes(1)));
        Assert.Contains("looked at 3 images: 1 expired", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_runs_once_a_day_when_nothing_changes()
    {
        await GivenImagesAsync("a");
        await app.PutPolicy(Policy(Since(1, "any", "sinceImagePushed", 1, Expire)));
        await app.RunPolicies();
        Assert.Equal("a", await app.Images(""));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Eventually(async () => await app.Images("") == "", () => app.Clock.Advance(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task What_it_did_is_in_the_audit_trail()
    {
        await GivenImagesAsync("a", "b");
        await app.PutPolicy(Policy(KeepNewest(3, "any", 1)));
        await app.RunPolicies();
        var found = await app.Event("PolicyExecutionEvent");
        Assert.Equal(
            ("AwsServiceEvent", "AWS Internal", "ecr.amazonaws.com", Web, "3", "expire", "a"),
            (found.Text("eventType"), found.Text("userIdentity.invokedBy"), found.Text("eventSource"), found.Text("serviceEventDetails.repositoryName"),
                found.GetProperty("serviceEventDetails").GetProperty("lifecycleEventImageActions")[0].GetProperty("rulePriority").GetRawText(),
                found.GetProperty("serviceEventDetails").GetProperty("lifecycleEventImageActions")[0].GetProperty("action").GetString(),
                found.GetProperty("serviceEventDetails").GetProperty("lifecycleEventImageActions")[0].GetProperty("lifecycleEventImage").GetProperty("tagList")[0].GetString()));
    }

    [Fact]
    public async Task The_archive_takes_images_out_of_pulls_and_listings_until_they_expire_there()
    {
        await GivenImagesAsync("a", "b");
        await app.PutPolicy(Policy(
            Since(1, "any", "sinceImagePulled", 30, Archive),
            Rule(2, "any", "\"storageClass\":\"archive\",\"countType\":\"sinceImageTransitioned\",\"countUnit\":\"days\",\"countNumber\":90")));
        app.Clock.Advance(TimeSpan.FromDays(20));
        app.Logout();
        using (var pulled = await app.Get($"/v2/{Web}/manifests/b")) Assert.Equal(HttpStatusCode.OK, pulled.StatusCode);
        await app.Eventually(
            async () => (await app.Ecr("DescribeImages", $$"""{"repositoryName":"{{Web}}","imageIds":[{"imageTag":"b"}]}"""))["imageDetails.0"].TryGetProperty("lastRecordedPullTime", out _),
            () => app.Clock.Advance(TimeSpan.FromSeconds(2)));
        app.Clock.Advance(TimeSpan.FromDays(11));
        app.Logout();
        await app.Eventually(async () => await app.Images("") == "b", () => app.Clock.Advance(TimeSpan.FromMinutes(1)));

        Assert.Equal("a", await app.Images(""","filter":{"imageStatus":"ARCHIVED"}"""));
        Assert.Equal("a b", await app.Images(""","filter":{"imageStatus":"ANY"}"""));
        var described = await app.Ecr("DescribeImages", $$"""{"repositoryName":"{{Web}}","filter":{"imageStatus":"ARCHIVED"} }""");
        Assert.Equal(("ARCHIVED", true), (described["imageDetails.0.imageStatus"].GetString(), described["imageDetails.0"].TryGetProperty("lastArchivedAt", out _)));
        using (var gone = await app.Get($"/v2/{Web}/manifests/a")) Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        var got = await app.Ecr("BatchGetImage", $$"""{"repositoryName":"{{Web}}","imageIds":[{"imageTag":"a"}]}""");
        Assert.Equal("ImageNotFound", got["failures.0.failureCode"].GetString());

        app.Clock.Advance(TimeSpan.FromDays(89));
        await app.RunPolicies();
        Assert.Equal("a b", await app.Images(""","filter":{"imageStatus":"ARCHIVED"}"""));
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.Eventually(async () => await app.Images(""","filter":{"imageStatus":"ANY"}""") == "b", () => app.Clock.Advance(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task An_index_goes_first_and_its_images_in_the_run_after()
    {
        await app.CreateRepository(Web);
        var child = await app.PushLayers(Web, 1);
        var digest = await app.PushManifest(Web, null, child, RegistryRequests.OciManifest);
        await app.PushManifest(Web, "index", Manifests.Index((digest, child.Length)), RegistryRequests.OciIndex);
        app.Clock.Advance(TimeSpan.FromDays(3));
        await app.PutPolicy(Policy(Since(1, "any", "sinceImagePushed", 2, Expire)));
        await app.Eventually(async () => await app.Images("") == "", () => app.Clock.Advance(TimeSpan.FromMinutes(1)));
        Assert.Equal(2, app.Log.Split("1 expired").Length - 1);
        Assert.DoesNotContain("2 expired", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_goes_with_its_image_and_never_before()
    {
        await GivenImagesAsync("a", "b");
        var subject = (await app.Ecr("DescribeImages", $$"""{"repositoryName":"{{Web}}","imageIds":[{"imageTag":"a"}]}"""))["imageDetails.0.imageDigest"].GetString();
        var signature = (await app.PushLayers(Web, 7)).Trim();
        signature = $$"""{{signature[..^1]}},"subject":{"mediaType":"{{RegistryRequests.OciManifest}}","digest":"{{subject}}","size":100 } }""";
        await app.PushManifest(Web, null, signature, RegistryRequests.OciManifest);
        app.Clock.Advance(TimeSpan.FromDays(3));
        await app.PutPolicy(Policy(Since(1, "untagged", "sinceImagePushed", 1, Expire)));
        await app.RunPolicies();
        Assert.Equal("- a b", await app.Images(""));

        await app.PutPolicy(Policy(KeepNewest(1, "any", 1)));
        await app.RunPolicies();
        Assert.Equal("- b", await app.Images(""));
        await app.Eventually(async () => await app.Images("") == "b", () => app.Clock.Advance(TimeSpan.FromHours(26)));
    }

    [Fact]
    public async Task Images_expire_by_their_last_pull_in_a_way_of_our_own()
    {
        await GivenImagesAsync("a");
        await app.PutPolicy(Policy(Since(1, "any", "slipway:sinceImagePulled", 10, Expire)));
        app.Clock.Advance(TimeSpan.FromDays(11));
        await app.Eventually(async () => await app.Images("") == "", () => app.Clock.Advance(TimeSpan.FromMinutes(1)));
    }

    /// <summary>Each a day younger than the one before; the last is of now.</summary>
    private async Task GivenImagesAsync(params string[] tags)
    {
        await app.CreateRepository(Web);
        foreach (var (tag, seed) in tags.Select((tag, seed) => (tag, seed)))
        {
            if (seed > 0) app.Clock.Advance(TimeSpan.FromMinutes(10));
            await app.PushImage(Web, tag, seed);
        }
    }
}

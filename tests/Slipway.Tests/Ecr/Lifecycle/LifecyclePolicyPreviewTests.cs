using System.Net;
using Slipway.Registry;
using Slipway.Registry.Lifecycle;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Lifecycle.LifecycleCalls;

namespace Slipway.Tests.Ecr.Lifecycle;

/// <summary>StartLifecyclePolicyPreview and GetLifecyclePolicyPreview.</summary>
public sealed class LifecyclePolicyPreviewTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task It_tells_what_would_go_and_takes_nothing()
    {
        await GivenAsync();
        var text = Policy(
            Rule(2, "tagged", "\"tagPrefixList\":[\"old\"],\"countType\":\"sinceImagePushed\",\"countUnit\":\"days\",\"countNumber\":1", """{"type":"transition","targetStorageClass":"archive"}"""),
            KeepNewest(7, "any", 2));
        var started = (await app.StartPreview(text)).Expect(HttpStatusCode.OK);
        Assert.Equal(("IN_PROGRESS", text), (started["status"].GetString(), started["lifecyclePolicyText"].GetString()));
        var preview = await app.Preview("");
        Assert.Equal("COMPLETE", preview["status"].GetString());
        Assert.Equal(["old-1 2 TRANSITION", "old-2 2 TRANSITION", "a 7 EXPIRE"], preview["previewResults"].EnumerateArray().Select(result =>
            $"{result.GetProperty("imageTags")[0].GetString()} {result.GetProperty("appliedRulePriority").GetInt32()} {result.GetProperty("action").GetProperty("type").GetString()}"));
        Assert.Equal(("ARCHIVE", "STANDARD"), (preview["previewResults.0.action.targetStorageClass"].GetString(), preview["previewResults.0.storageClass"].GetString()));
        Assert.Equal("""{"expiringImageTotalCount":1,"transitioningImageTotalCounts":[{"targetStorageClass":"ARCHIVE","imageTotalCount":2}]}""", preview["summary"].GetRawText());
        Assert.Equal("- a b old-1 old-2", await app.Images(""));
        Assert.Equal("DryRunEvent", (await app.Event("DryRunEvent")).Text("eventName"));
    }

    [Fact]
    public async Task Without_a_text_it_is_the_repositorys_own_and_without_that_nothing()
    {
        await app.CreateRepository(Web);
        var ofRepository = $"the repository with name '{Web}' in the registry with id '000000000000'";
        (await app.StartPreview(null)).IsRefused("LifecyclePolicyNotFoundException", $"Lifecycle policy does not exist for {ofRepository}");
        (await app.Ecr("GetLifecyclePolicyPreview", $$"""{"repositoryName":"{{Web}}"}""")).IsRefused(
            "LifecyclePolicyPreviewNotFoundException", $"Lifecycle policy preview does not exist for {ofRepository}");
        (await app.StartPreview("{}".PadRight(100))).IsInvalid("LifecyclePolicyText", "Lifecycle policy validation failure: object has missing required properties ([\"rules\"])");
        await app.PutPolicy(Policy(KeepNewest(1, "any", 1)));
        Assert.Equal(Policy(KeepNewest(1, "any", 1)), (await app.StartPreview(null)).Expect(HttpStatusCode.OK)["lifecyclePolicyText"].GetString());
        Assert.Equal("""{"expiringImageTotalCount":0}""", (await app.Preview(""))["summary"].GetRawText());
    }

    [Fact]
    public async Task Results_come_in_pages_by_tag_status_and_by_image()
    {
        await GivenAsync();
        (await app.StartPreview(Policy(Since(1, "any", "sinceImagePushed", 1, """{"type":"expire"}""")))).Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.Preview("");
        (await app.StartPreview(Policy(Since(1, "any", "sinceImagePushed", 1, """{"type":"expire"}""")))).Expect(HttpStatusCode.OK);
        Assert.Equal(5, Count(await app.Preview("")));
        List<string> seen = [];
        var more = "";
        do
        {
            var page = await app.Preview($$""","maxResults":2{{more}}""");
            seen.AddRange(page["previewResults"].EnumerateArray().Select(result => result.GetProperty("imageDigest").GetString()!));
            more = page.Json.TryGetProperty("nextToken", out var token) ? $$""","nextToken":"{{token.GetString()}}" """ : "";
        }
        while (more.Length > 0);
        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal(1, Count(await app.Preview(""","filter":{"tagStatus":"UNTAGGED"}""")));
        Assert.Equal(4, Count(await app.Preview(""","filter":{"tagStatus":"TAGGED"}""")));
        Assert.Equal(2, Count(await app.Preview($$""","imageIds":[{"imageTag":"a"},{"imageDigest":"{{seen[0]}}"},{"imageTag":"none"}]""")));
        (await app.Ecr("GetLifecyclePolicyPreview", $$"""{"repositoryName":"{{Web}}","maxResults":101}""")).IsInvalid("maxResults", "Member must have value less than or equal to 100");
        Assert.Equal("InvalidParameterException", (await app.Ecr("GetLifecyclePolicyPreview", $$"""{"repositoryName":"{{Web}}","maxResults":1,"imageIds":[{"imageTag":"a"}]}""")).Error);
    }

    [Fact]
    public async Task One_that_was_broken_off_goes_on_after_the_start_and_refuses_another_meanwhile()
    {
        await GivenAsync();
        var repository = (await (await app.Get<IRepositoryStore>()).FindAsync(new(SlipwayApp.Account, SlipwayApp.Region), Name(), TestContext.Current.CancellationToken))!;
        // What a crash leaves: begun, and nobody who works on it.
        await (await app.Get<ILifecyclePreviewStore>()).TryBeginAsync(repository.Id, Policy(KeepNewest(1, "any", 2)), app.Clock.GetUtcNow(), TestContext.Current.CancellationToken);
        await app.Restart();
        (await app.StartPreview(Policy(KeepNewest(1, "any", 1)))).IsRefused(
            "LifecyclePolicyPreviewInProgressException", $"Lifecycle policy preview is already in progress for the repository with name '{Web}' in the registry with id '000000000000'");
        Assert.Equal(3, Count(await app.Preview("")));
    }

    [Fact]
    public async Task It_lives_for_a_day()
    {
        await GivenAsync();
        await app.StartPreview(Policy(KeepNewest(1, "any", 2)));
        Assert.Equal(3, Count(await app.Preview("")));
        app.Clock.Advance(TimeSpan.FromHours(23));
        await app.Restart();
        Assert.Equal(3, Count(await app.Preview("")));
        app.Clock.Advance(TimeSpan.FromHours(2));
        await app.Eventually(async () => (await app.Preview(""))["status"].GetString() == "EXPIRED", () => app.Clock.Advance(TimeSpan.FromMinutes(1)));
        Assert.Equal((0, "{}"), (Count(await app.Preview("")), (await app.Preview(""))["summary"].GetRawText()));
    }

    private static int Count(AwsAnswer preview) => preview["previewResults"].GetArrayLength();

    private static RepositoryName Name() => RepositoryName.TryParse(Web, out var name) ? name : default;

    private async Task GivenAsync()
    {
        await app.CreateRepository(Web);
        await app.PushImage(Web, "old-1", 1);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.PushImage(Web, "old-2", 2);
        app.Clock.Advance(TimeSpan.FromDays(2));
        app.Logout();
        await app.PushImage(Web, "a", 3);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.PushManifest(Web, null, await app.PushLayers(Web, 4), RegistryRequests.OciManifest);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.PushImage(Web, "b", 5);
    }
}

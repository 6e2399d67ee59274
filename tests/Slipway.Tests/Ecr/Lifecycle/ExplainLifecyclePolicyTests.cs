using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Lifecycle.LifecycleCalls;

namespace Slipway.Tests.Ecr.Lifecycle;

public sealed class ExplainLifecyclePolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Every_image_is_told_which_rule_took_it_or_why_it_stays()
    {
        await app.CreateRepository(Web);
        foreach (var (tag, seed) in new[] { ("prod-1", 1), ("prod-2", 2), ("other", 3) })
        {
            await app.PushImage(Web, tag, seed);
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var child = await app.PushLayers(Web, 4);
        var digest = await app.PushManifest(Web, null, child, RegistryRequests.OciManifest);
        var index = await app.PushManifest(Web, "index", Manifests.Index((digest, child.Length)), RegistryRequests.OciIndex);
        var text = Policy(KeepNewest(1, "tagged", 1, "prod*"), KeepNewest(5, "any", 1));
        var explained = await Explain(text, "");
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["prod-1"] = "TAKEN: Rule 1 takes it",
                ["prod-2"] = "SHIELDED_BY_RULE: It belongs to rule 1, which spares it, and shields it from rule 5, which would take it",
                ["other"] = "TAKEN: Rule 5 takes it",
                ["index"] = "WITHIN_COUNT: It is one of the newest 1 that rule 5 keeps",
                ["-"] = $"CHILD_OF_INDEX: It stays as long as the index {index} names it",
            }.OrderBy(pair => pair.Key),
            Of(explained).OrderBy(pair => pair.Key));
        Assert.Equal(1, (await Explain(text, ""","imageIds":[{"imageTag":"other"}]"""))["images"].GetArrayLength());
        Assert.Equal("ImageNotFoundException", (await Call(text, ""","imageIds":[{"imageTag":"none"}]""")).Error);

        Dictionary<string, string> paged = [];
        var more = "";
        do
        {
            var page = await Explain(text, $$""","maxResults":2{{more}}""");
            foreach (var pair in Of(page)) paged.Add(pair.Key, pair.Value);
            more = page.Json.TryGetProperty("nextToken", out var token) ? $$""","nextToken":"{{token.GetString()}}" """ : "";
        }
        while (more.Length > 0);
        Assert.Equal(Of(explained), paged);
    }

    [Fact]
    public async Task Without_a_text_it_is_the_repositorys_own_policy()
    {
        await app.CreateRepository(Web);
        Assert.Equal("LifecyclePolicyNotFoundException", (await app.Slipway("ExplainLifecyclePolicy", $$"""{"repositoryName":"{{Web}}"}""")).Error);
        await app.PutPolicy(Policy(KeepNewest(1, "any", 1)));
        (await app.Slipway("ExplainLifecyclePolicy", $$"""{"repositoryName":"{{Web}}"}""")).Expect(HttpStatusCode.OK);
    }

    private static Dictionary<string, string> Of(AwsAnswer answer) => answer["images"].EnumerateArray().ToDictionary(
        image => image.TryGetProperty("imageTags", out var tags) ? tags[0].GetString()! : "-",
        image => $"{image.GetProperty("reason").GetString()}: {image.GetProperty("explanation").GetString()}");

    private async Task<AwsAnswer> Explain(string text, string more) => (await Call(text, more)).Expect(HttpStatusCode.OK);

    private Task<AwsAnswer> Call(string text, string more) =>
        app.Slipway("ExplainLifecyclePolicy", $$"""{"repositoryName":"{{Web}}","lifecyclePolicyText":{{JsonSerializer.Serialize(text)}}{{more}}}""");
}

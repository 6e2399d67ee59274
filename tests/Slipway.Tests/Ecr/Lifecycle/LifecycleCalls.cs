using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Lifecycle;

/// <summary>Calls and policies that the tests of lifecycle policies share.</summary>
internal static class LifecycleCalls
{
    public const string Web = "team/web";

    /// <summary>A policy of rules, as long as a policy must be.</summary>
    public static string Policy(params string[] rules) => $$"""{"rules":[{{string.Join(',', rules)}}]}""".PadRight(100);

    /// <param name="selection">All of it but the tag status.</param>
    public static string Rule(int priority, string tagStatus, string selection) => Rule(priority, tagStatus, selection, """{"type":"expire"}""");

    public static string Rule(int priority, string tagStatus, string selection, string action) =>
        $$"""{"rulePriority":{{priority}},"selection":{"tagStatus":"{{tagStatus}}",{{selection}}},"action":{{action}}}""";

    public static string KeepNewest(int priority, string tagStatus, int number, params string[] patterns) => Rule(
        priority, tagStatus, $"{(patterns.Length > 0 ? $"\"tagPatternList\":{JsonSerializer.Serialize(patterns)}," : "")}\"countType\":\"imageCountMoreThan\",\"countNumber\":{number}");

    public static Task<AwsAnswer> PutPolicy(this SlipwayApp app, string text) => app.Ecr(
        "PutLifecyclePolicy", JsonSerializer.Serialize(new Dictionary<string, string> { ["repositoryName"] = Web, ["lifecyclePolicyText"] = text }));

    public static Task<AwsAnswer> GetPolicy(this SlipwayApp app) => app.Ecr("GetLifecyclePolicy", $$"""{"repositoryName":"{{Web}}"}""");

    /// <summary>Days, and what happens after them.</summary>
    public static string Since(int priority, string tagStatus, string countType, int days, string action) =>
        Rule(priority, tagStatus, $"\"countType\":\"{countType}\",\"countUnit\":\"days\",\"countNumber\":{days}", action);

    /// <summary>The moved clock wakes the worker; what it does then is waited for.</summary>
    public static async Task RunPolicies(this SlipwayApp app)
    {
        var before = (await app.GetPolicy())["lastEvaluatedAt"].GetDouble();
        await app.Eventually(
            async () => (await app.GetPolicy())["lastEvaluatedAt"].GetDouble() > before,
            () => app.Clock.Advance(TimeSpan.FromMinutes(1)));
    }

    /// <summary>Tries until it is so, at most half a minute.</summary>
    public static async Task Eventually(this SlipwayApp app, Func<Task<bool>> isSo, Action between)
    {
        for (var attempt = 0; attempt < 300; attempt++)
        {
            if (await isSo()) return;
            if (attempt % 10 == 0) between();
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"It never was so.\n{app.Log}");
    }

    /// <summary>The preview, once it has ended.</summary>
    public static async Task<AwsAnswer> Preview(this SlipwayApp app, string more)
    {
        AwsAnswer? answer = null;
        await app.Eventually(
            async () => (answer = (await app.Ecr("GetLifecyclePolicyPreview", $$"""{"repositoryName":"{{Web}}"{{more}}}""")).Expect(HttpStatusCode.OK))["status"].GetString() != "IN_PROGRESS",
            static () => { });
        return answer!;
    }

    public static Task<AwsAnswer> StartPreview(this SlipwayApp app, string? text) => app.Ecr("StartLifecyclePolicyPreview", JsonSerializer.Serialize(
        text is null ? new Dictionary<string, string> { ["repositoryName"] = Web } : new() { ["repositoryName"] = Web, ["lifecyclePolicyText"] = text }));

    /// <summary>The tags of what is there, in their order; untagged images as <c>-</c>.</summary>
    public static async Task<string> Images(this SlipwayApp app, string more) => string.Join(' ', (await app.Ecr("ListImages", $$"""{"repositoryName":"{{Web}}"{{more}}}"""))
        .Expect(HttpStatusCode.OK)["imageIds"].EnumerateArray().Select(id => id.TryGetProperty("imageTag", out var tag) ? tag.GetString()! : "-").Order(StringComparer.Ordinal));
}

using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Lifecycle;

/// <summary>Calls and policies that the tests of lifecycle policies share.</summary>
internal static class LifecycleCalls
{
    public const string Repository = "team/web";

    /// <summary>A policy of rules, as long as a policy must be.</summary>
    public static string Policy(params string[] rules) => $$"""{"rules":[{{string.Join(',', rules)}}]}""".PadRight(100);

    /// <param name="selection">All of it but the tag status.</param>
    public static string Rule(int priority, string tagStatus, string selection) => Rule(priority, tagStatus, selection, """{"type":"expire"}""");

    public static string Rule(int priority, string tagStatus, string selection, string action) =>
        $$"""{"rulePriority":{{priority}},"selection":{"tagStatus":"{{tagStatus}}",{{selection}}},"action":{{action}}}""";

    public static string KeepNewest(int priority, string tagStatus, int number, params string[] patterns) => Rule(
        priority, tagStatus, $"{(patterns.Length > 0 ? $"\"tagPatternList\":{JsonSerializer.Serialize(patterns)}," : "")}\"countType\":\"imageCountMoreThan\",\"countNumber\":{number}");

    public static Task<AwsAnswer> PutPolicy(this SlipwayApp app, string text) => app.Ecr(
        "PutLifecyclePolicy", JsonSerializer.Serialize(new Dictionary<string, string> { ["repositoryName"] = Repository, ["lifecyclePolicyText"] = text }));

    public static Task<AwsAnswer> GetPolicy(this SlipwayApp app) => app.Ecr("GetLifecyclePolicy", $$"""{"repositoryName":"{{Repository}}"}""");
}

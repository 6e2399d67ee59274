using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Replication;

/// <summary>The settings of <c>team/web</c> that can follow it, set and looked at.</summary>
internal static class SettingCalls
{
    /// <summary>One state of all of them, or the other.</summary>
    public static async Task ChangeEverySetting(this SlipwayApp app, bool other)
    {
        const string Name = "\"repositoryName\":\"team/web\"";
        var rules = other ? "\"imageTagMutability\":\"MUTABLE\"" : """
            "imageTagMutability":"IMMUTABLE_WITH_EXCLUSION","imageTagMutabilityExclusionFilters":[{"filterType":"WILDCARD","filter":"v*"}]
            """;
        (await app.Ecr("PutImageTagMutability", $"{{{Name},{rules}}}")).Expect(HttpStatusCode.OK);
        (await app.Ecr("PutImageScanningConfiguration", $$"""{ {{Name}},"imageScanningConfiguration":{"scanOnPush":{{(other ? "false" : "true")}}} }""")).Expect(HttpStatusCode.OK);
        var lifecycle = $$"""{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":{{(other ? 500 : 600)}} },"action":{"type":"expire"} }]}""";
        (await app.Ecr("PutLifecyclePolicy", $$"""{ {{Name}},"lifecyclePolicyText":{{JsonSerializer.Serialize(lifecycle)}} }""")).Expect(HttpStatusCode.OK);
        var policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"{{(other ? "ecr:ListImages" : "ecr:BatchGetImage")}}"}]}""";
        (await app.Ecr("SetRepositoryPolicy", $$"""{ {{Name}},"policyText":{{JsonSerializer.Serialize(policy)}} }""")).Expect(HttpStatusCode.OK);
        (await app.Ecr("TagResource", $$"""{"resourceArn":"arn:aws:ecr:us-east-1:000000000000:repository/team/web","tags":[{"Key":"team","Value":"{{(other ? "b" : "a")}}"}]}""")).Expect(HttpStatusCode.OK);
    }

    /// <summary>All that can follow; none when there is no such repository.</summary>
    public static async Task<string[]> Settings(this SlipwayApp app, string repository, string region)
    {
        var name = $$"""{"repositoryName":"{{repository}}"}""";
        var answer = await app.Ecr("DescribeRepositories", $$"""{"repositoryNames":["{{repository}}"]}""", AwsKey.Admin, region);
        if (answer.Error == "RepositoryNotFoundException") return [];
        var described = answer.Expect(HttpStatusCode.OK)["repositories.0"];
        var lifecycle = await app.Ecr("GetLifecyclePolicy", name, AwsKey.Admin, region);
        var policy = await app.Ecr("GetRepositoryPolicy", name, AwsKey.Admin, region);
        var tags = await app.Ecr("ListTagsForResource", $$"""{"resourceArn":"{{described.GetProperty("repositoryArn").GetString()}}"}""", AwsKey.Admin, region);
        return
        [
            described.GetProperty("imageTagMutability").GetString() + (described.TryGetProperty("imageTagMutabilityExclusionFilters", out var filters) ? filters.GetRawText() : ""),
            described.GetProperty("imageScanningConfiguration").GetProperty("scanOnPush").GetBoolean().ToString(),
            lifecycle.Error is null ? lifecycle["lifecyclePolicyText"].GetString()! : "none",
            policy.Error is null ? policy["policyText"].GetString()! : "none",
            string.Join(',', tags["tags"].EnumerateArray().Select(tag => $"{tag.GetProperty("Key").GetString()}={tag.GetProperty("Value").GetString()}")),
        ];
    }

    public static async Task<string[]> SettingsStatuses(this SlipwayApp app, string repository)
    {
        var answer = (await app.Slipway("DescribeRepositoryReplicationStatus", $$"""{"repositoryName":"{{repository}}"}""")).Expect(HttpStatusCode.OK);
        return [.. answer["replicationStatuses"].EnumerateArray().Select(status =>
            $"{status.GetProperty("region").GetString()} {status.GetProperty("status").GetString()}{(status.TryGetProperty("failureCode", out var code) ? " " + code.GetString() : "")}")];
    }
}

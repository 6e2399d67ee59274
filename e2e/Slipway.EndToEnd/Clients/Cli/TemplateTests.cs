using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients.Cli;

/// <summary>Repository creation templates as a user types them.</summary>
public sealed class TemplateTests : IClassFixture<OwnServer>
{
    private readonly AwsCli aws;

    public TemplateTests(OwnServer own)
    {
        Tool.Require("aws");
        aws = new(own.Program);
    }

    [Fact]
    public async Task Templates_are_made_paged_through_changed_and_deleted()
    {
        foreach (var prefix in new[] { "a", "b", "ROOT" })
            await aws.Ecr("create-repository-creation-template", "--prefix", prefix.Length == 1 ? $"team-{prefix}" : prefix, "--applied-for", "REPLICATION", "PULL_THROUGH_CACHE");
        var first = await aws.Ecr("describe-repository-creation-templates", "--page-size", "1", "--max-items", "2");
        var rest = await aws.Ecr("describe-repository-creation-templates", "--page-size", "1", "--starting-token", first.GetProperty("NextToken").GetString()!);
        Assert.Equal(["ROOT", "team-a", "team-b"], Prefixes(first).Concat(Prefixes(rest)).Order(StringComparer.Ordinal));

        var changed = (await aws.Ecr(
            "update-repository-creation-template", "--prefix", "team-a", "--description", "Of A", "--applied-for", "CREATE_ON_PUSH",
            "--image-tag-mutability", "IMMUTABLE_WITH_EXCLUSION", "--image-tag-mutability-exclusion-filters", "filterType=WILDCARD,filter=dev-*")).GetProperty("repositoryCreationTemplate");
        Assert.Equal("Of A", changed.GetProperty("description").GetString());
        var described = (await aws.Ecr("describe-repository-creation-templates", "--prefixes", "team-a")).GetProperty("repositoryCreationTemplates")[0];
        Assert.Equal("dev-*", described.GetProperty("imageTagMutabilityExclusionFilters")[0].GetProperty("filter").GetString());
        Assert.Equal("CREATE_ON_PUSH", Assert.Single(described.GetProperty("appliedFor").EnumerateArray()).GetString());

        foreach (var prefix in new[] { "team-a", "team-b", "ROOT" }) await aws.Ecr("delete-repository-creation-template", "--prefix", prefix);
        await aws.EcrFails("TemplateNotFoundException", "delete-repository-creation-template", "--prefix", "team-a");
        await aws.EcrFails("TemplateNotFoundException", "update-repository-creation-template", "--prefix", "team-a", "--description", "x");
    }

    private static IEnumerable<string?> Prefixes(JsonElement page) => page.GetProperty("repositoryCreationTemplates").EnumerateArray().Select(template => template.GetProperty("prefix").GetString());
}

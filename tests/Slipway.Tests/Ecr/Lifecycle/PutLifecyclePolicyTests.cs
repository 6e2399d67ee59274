using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Lifecycle.LifecycleCalls;

namespace Slipway.Tests.Ecr.Lifecycle;

/// <summary>PutLifecyclePolicy, GetLifecyclePolicy and DeleteLifecyclePolicy.</summary>
public sealed class PutLifecyclePolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_policy_is_kept_to_the_letter_until_it_is_replaced_or_removed()
    {
        await app.CreateRepository(Web);
        var text = "\n " + Policy(KeepNewest(1, "any", 10)) + "\t";
        Assert.Equal(text, (await app.PutPolicy(text)).Expect(HttpStatusCode.OK)["lifecyclePolicyText"].GetString());
        var got = (await app.GetPolicy()).Expect(HttpStatusCode.OK);
        Assert.Equal((SlipwayApp.Account, Web, text, 0), (
            got["registryId"].GetString(), got["repositoryName"].GetString(), got["lifecyclePolicyText"].GetString(), got["lastEvaluatedAt"].GetDouble()));

        await app.PutPolicy(Policy(KeepNewest(7, "untagged", 3)));
        var removed = (await app.Ecr("DeleteLifecyclePolicy", $$"""{"repositoryName":"{{Web}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(Policy(KeepNewest(7, "untagged", 3)), removed["lifecyclePolicyText"].GetString());
        (await app.GetPolicy()).IsRefused(
            "LifecyclePolicyNotFoundException", $"Lifecycle policy does not exist for the repository with name '{Web}' in the registry with id '000000000000'");
        Assert.Equal("LifecyclePolicyNotFoundException", (await app.Ecr("DeleteLifecyclePolicy", $$"""{"repositoryName":"{{Web}}"}""")).Error);
    }

    [Theory]
    [InlineData("PutLifecyclePolicy")]
    [InlineData("GetLifecyclePolicy")]
    [InlineData("DeleteLifecyclePolicy")]
    public async Task A_missing_repository_is_missed(string operation) => (await app.Ecr(
        operation,
        $$"""{"repositoryName":"{{Web}}"{{(operation[0] == 'P' ? ",\"lifecyclePolicyText\":\"" + new string(' ', 100) + "\"" : "")}}}""")).IsRefused(
        "RepositoryNotFoundException", $"The repository with name '{Web}' does not exist in the registry with id '000000000000'");

    [Fact]
    public async Task The_text_has_its_length()
    {
        await app.CreateRepository(Web);
        (await app.PutPolicy(new(' ', 99))).IsInvalid("lifecyclePolicyText", "Member must have length greater than or equal to 100");
        (await app.PutPolicy(new(' ', 30721))).IsInvalid("lifecyclePolicyText", "Member must have length less than or equal to 30720");
    }

    [Fact]
    public async Task A_policy_that_is_none_is_refused_in_the_words_of_the_validator()
    {
        await app.CreateRepository(Web);
        (await app.PutPolicy("{}".PadRight(100))).IsInvalid(
            "LifecyclePolicyText", "Lifecycle policy validation failure: object has missing required properties ([\"rules\"])");
        Assert.Equal("LifecyclePolicyNotFoundException", (await app.GetPolicy()).Error);
    }
}

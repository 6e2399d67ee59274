using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Repositories;

public sealed class PutImageTagMutabilityTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_answer_is_the_setting_and_the_repository_shows_it()
    {
        await app.CreateRepository("team/web");
        Golden.Matches((await Put("MUTABLE_WITH_EXCLUSION", "release-*")).Expect(HttpStatusCode.OK).Body, "excluding");
        Golden.Matches((await Put("IMMUTABLE", null)).Expect(HttpStatusCode.OK).Body, "plain");
        var described = await app.Ecr("DescribeRepositories", """{"repositoryNames":["team/web"]}""");
        Assert.Equal("IMMUTABLE", described["repositories.0.imageTagMutability"].GetString());
        Assert.False(described["repositories.0"].TryGetProperty("imageTagMutabilityExclusionFilters", out _));
    }

    [Theory]
    [InlineData("MUTABLE", null, "v1", true)]
    [InlineData("IMMUTABLE", null, "v1", false)]
    [InlineData("IMMUTABLE_WITH_EXCLUSION", "dev-*", "v1", false)]
    [InlineData("IMMUTABLE_WITH_EXCLUSION", "dev-*", "dev-1", true)]
    [InlineData("IMMUTABLE_WITH_EXCLUSION", "dev-*", "not-dev-1", false)]
    [InlineData("MUTABLE_WITH_EXCLUSION", "*-final", "v1", true)]
    [InlineData("MUTABLE_WITH_EXCLUSION", "*-final", "v1-final", false)]
    [InlineData("MUTABLE_WITH_EXCLUSION", "v*.*", "v1.0", false)]
    public async Task Both_ways_to_push_obey_it(string setting, string? filter, string tag, bool mayMove)
    {
        await app.CreateRepository("team/web");
        await app.PushImage("team/web", tag, seed: 1);
        (await Put(setting, filter)).Expect(HttpStatusCode.OK);
        var refusal = $"The image tag '{tag}' already exists in the 'team/web' repository and cannot be overwritten because the repository is immutable.";

        var second = await app.PushLayers("team/web", seed: 2);
        using var pushed = await app.Put($"/v2/team/web/manifests/{tag}", RegistryRequests.Bytes(second), RegistryRequests.OciManifest);
        Assert.Equal(mayMove ? HttpStatusCode.Created : HttpStatusCode.BadRequest, pushed.StatusCode);
        if (!mayMove) Assert.Contains(refusal, await pushed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var put = await app.PutImage("team/web", await app.PushLayers("team/web", seed: 3), tag);
        if (mayMove) put.Expect(HttpStatusCode.OK);
        else put.IsRefused("ImageTagAlreadyExistsException", refusal);
    }

    [Fact]
    public async Task A_missing_repository_is_missed() => (await Put("IMMUTABLE", null)).IsRefused(
        "RepositoryNotFoundException", "The repository with name 'team/web' does not exist in the registry with id '000000000000'");

    [Fact]
    public async Task The_setting_is_required_and_filters_go_with_it()
    {
        await app.CreateRepository("team/web");
        (await app.Ecr("PutImageTagMutability", """{"repositoryName":"team/web"}""")).IsInvalid("imageTagMutability", "Member must not be null");
        (await Put("IMMUTABLE", "x")).IsInvalid(
            "imageTagMutabilityExclusionFilters", "ImageTagMutabilityExclusionFilters must be null when imageTagMutability is set as IMMUTABLE");
        (await Put("IMMUTABLE_WITH_EXCLUSION", null)).IsInvalid(
            "imageTagMutabilityExclusionFilters", "ImageTagMutabilityExclusionFilters can't be null when imageTagMutability is set as IMMUTABLE_WITH_EXCLUSION");
    }

    private Task<AwsAnswer> Put(string setting, string? filter) => app.Ecr(
        "PutImageTagMutability",
        filter is null
            ? $$"""{"repositoryName":"team/web","imageTagMutability":"{{setting}}"}"""
            : $$"""{"repositoryName":"team/web","imageTagMutability":"{{setting}}","imageTagMutabilityExclusionFilters":[{"filterType":"WILDCARD","filter":"{{filter}}"}]}""");
}

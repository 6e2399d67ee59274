using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.SamlProviders;

public sealed class TagSAMLProviderTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Tags_are_added_and_put_in_the_place_of_those_with_the_same_keys()
    {
        var name = await app.GivenSamlProvider("idp");
        (await Tag(name, ("team", "web"), ("stage", "dev"))).Expect(HttpStatusCode.OK);
        (await Tag(name, ("Team", "api"))).Expect(HttpStatusCode.OK);
        var tags = await app.Iam("ListSAMLProviderTags", $"SAMLProviderArn={name}");
        Assert.Equal(["Team", "stage"], tags.All("Key"));
        Assert.Equal(["api", "dev"], tags.All("Value"));
    }

    [Fact]
    public async Task There_are_fifty()
    {
        var name = await app.GivenSamlProvider("idp");
        (await Tag(name, [.. Enumerable.Range(0, 50).Select(i => ($"key{i}", "x"))])).Expect(HttpStatusCode.OK);
        (await Tag(name, ("more", "x"))).IsRefused(409, "LimitExceeded", "Cannot exceed quota for TagsPerSAMLProvider: 50");
    }

    [Fact]
    public async Task What_is_not_there_is_not_tagged() => (await Tag("arn:aws:iam::000000000000:saml-provider/other", ("a", "b"))).IsRefused(404, "NoSuchEntity", "Manifest not found for arn arn:aws:iam::000000000000:saml-provider/other");

    private Task<AwsAnswer> Tag(string name, params (string Key, string Value)[] tags) => app.Iam(
        "TagSAMLProvider", [$"SAMLProviderArn={name}", .. tags.SelectMany((tag, i) => (string[])[$"Tags.member.{i + 1}.Key={tag.Key}", $"Tags.member.{i + 1}.Value={tag.Value}"])]);
}

using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.OpenIdConnectProviders;

public sealed class CreateOpenIDConnectProviderTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static readonly string Thumbprint = new('a', 40);

    [Fact]
    public async Task A_new_provider_is_answered_as_AWS_answers() => Golden.Matches(
        (await app.CreateProvider(
            "https://token.actions.githubusercontent.com", "ClientIDList.member.1=sts.amazonaws.com", $"ThumbprintList.member.1={Thumbprint}",
            "Tags.member.1.Key=team", "Tags.member.1.Value=web")).Expect(HttpStatusCode.OK).Repeatable(),
        "tagged");

    [Fact]
    public async Task Thumbprints_and_audiences_may_be_left_out()
    {
        var got = await app.GetProvider(await app.GivenProvider("idp.example.com/realms/a"));
        Assert.Equal("idp.example.com/realms/a", got.Find("Url"));
        Assert.Empty(got.List("ThumbprintList"));
        Assert.Empty(got.List("ClientIDList"));
    }

    [Fact]
    public async Task A_URL_is_taken_once()
    {
        await app.GivenProvider("idp.example.com");
        (await app.CreateProvider("https://idp.example.com")).IsRefused(409, "EntityAlreadyExists", "Provider with url https://idp.example.com already exists.");
        // Issuers are compared to the letter.
        Assert.Equal("arn:aws:iam::000000000000:oidc-provider/idp.example.com/", await app.GivenProvider("idp.example.com/"));
    }

    [Fact]
    public async Task Of_many_at_once_one_is_made()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.CreateProvider("https://idp.example.com")));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Equal("EntityAlreadyExists", answer.Error));
    }

    [Fact]
    public async Task Only_https_and_a_host_and_a_path_make_an_issuer()
    {
        foreach (var url in (string[])
            [
                "example.org", "http://example.org", "HTTPS://example.org", "https://", "https:///path", "https://idp.example.com?x=1", "https://idp.example.com/#x",
                "https://user@idp.example.com", "https://idp example.com", "https://idp.example.com/a b", "https://idp.exämple.com", "https://idp.example.com\\x",
            ])
            (await app.CreateProvider(url)).IsRefused(400, "ValidationError", "Invalid Open ID Connect Provider URL");
        (await app.CreateProvider("https://git.lan:3000/x")).Expect(HttpStatusCode.OK);
        (await app.CreateProvider($"https://{new string('a', 248)}")).IsInvalidMember("url", "Member must have length less than or equal to 255");
    }

    [Fact]
    public async Task Thumbprints_are_five_of_40_hexadecimal_digits()
    {
        (await app.CreateProvider("https://idp.example.com", [.. Enumerable.Range(1, 6).Select(i => $"ThumbprintList.member.{i}={new string((char)('a' + i - 1), 40)}")]))
            .IsRefused(400, "InvalidInput", "Thumbprint list must contain fewer than 5 entries.");
        (await app.CreateProvider("https://idp.example.com", $"ThumbprintList.member.1={new string('x', 40)}")).IsRefused(
            400, "InvalidInput", "Thumbprints must be 40 hexadecimal characters.");
        Assert.Equal("ValidationError", (await app.CreateProvider("https://idp.example.com", "ThumbprintList.member.1=abc")).Error);
        (await app.CreateProvider("https://idp.example.com", [.. Enumerable.Range(1, 5).Select(i => $"ThumbprintList.member.{i}={Thumbprint}")])).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task There_are_a_hundred_audiences()
    {
        (await app.CreateProvider("https://idp.example.com", [.. Enumerable.Range(1, 101).Select(i => $"ClientIDList.member.{i}=client{i}")])).IsRefused(
            409, "LimitExceeded", "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100");
        (await app.CreateProvider("https://idp.example.com", [.. Enumerable.Range(1, 100).Select(i => $"ClientIDList.member.{i}=client{i}")])).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_account_has_a_hundred()
    {
        for (var i = 0; i < 100; i++) await app.GivenProvider($"idp{i}.example.com");
        (await app.CreateProvider("https://more.example.com")).IsRefused(409, "LimitExceeded", "Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100");
    }
}

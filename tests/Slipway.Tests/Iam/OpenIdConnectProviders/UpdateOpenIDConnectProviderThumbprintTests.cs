using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.OpenIdConnectProviders;

public sealed class UpdateOpenIDConnectProviderThumbprintTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Others_take_the_place_of_all_that_were_there()
    {
        var arn = await app.GivenProvider("idp.example.com", $"ThumbprintList.member.1={new string('a', 40)}");
        (await Update(arn, new('c', 40), new('d', 40))).Expect(HttpStatusCode.OK);
        Assert.Equal([new('c', 40), new('d', 40)], (await app.GetProvider(arn)).List("ThumbprintList"));
    }

    [Fact]
    public async Task They_are_held_to_the_same_rules()
    {
        var arn = await app.GivenProvider("idp.example.com");
        (await Update(arn, [.. Enumerable.Repeat(new string('a', 40), 6)])).IsRefused(400, "InvalidInput", "Thumbprint list must contain fewer than 5 entries.");
        (await Update(arn, new string('g', 40))).IsRefused(400, "InvalidInput", "Thumbprints must be 40 hexadecimal characters.");
        (await Update(arn + "x", new string('a', 40))).IsRefused(404, "NoSuchEntity", $"OpenIDConnect Provider not found for arn {arn}x");
    }

    private Task<AwsAnswer> Update(string arn, params string[] thumbprints) => app.Iam(
        "UpdateOpenIDConnectProviderThumbprint", [$"OpenIDConnectProviderArn={arn}", .. thumbprints.Select((thumbprint, i) => $"ThumbprintList.member.{i + 1}={thumbprint}")]);
}

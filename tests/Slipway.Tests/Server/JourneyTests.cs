using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Server;

/// <summary>The shortest way through everything: from a signed call to a pushed and pulled image, over a restart.</summary>
public sealed class JourneyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    [Fact]
    public async Task A_repository_is_made_an_image_pushed_and_both_are_there_after_a_restart()
    {
        Assert.Equal($"{await app.Host()}/team/web", await app.CreateRepository("team/web"));
        var digest = await app.PushImage("team/web", "v1", seed: 1);

        await app.Restart();
        app.Logout();

        using var pulled = await app.Get("/v2/team/web/manifests/v1");
        Assert.Equal(HttpStatusCode.OK, pulled.StatusCode);
        Assert.Equal(digest, pulled.Headers.GetValues("Docker-Content-Digest").Single());
        Assert.Equal(digest, RegistryRequests.DigestOf(await pulled.Content.ReadAsByteArrayAsync()));
        var images = (await app.Ecr("DescribeImages", """{"repositoryName":"team/web"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(digest, images["imageDetails.0.imageDigest"].GetString());
    }

    [Fact]
    public async Task Somebody_is_known_from_the_first_start_on()
    {
        var identity = (await app.Sts("GetCallerIdentity")).Expect(HttpStatusCode.OK);
        Assert.Equal("arn:aws:iam::000000000000:user/admin", identity.Find("Arn"));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Policies;

public sealed class ListTargetsForPolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Full_access_is_on_everything_from_its_creation()
    {
        await app.GivenUnit(await app.RootId(), "dev");
        await app.GivenAccount("dev");
        Golden.Matches((await app.Org("ListTargetsForPolicy", new { PolicyId = "p-FullAWSAccess" })).Expect(HttpStatusCode.OK).Body, "full");
        (await app.Org("ListTargetsForPolicy", new { PolicyId = "p-aaaaaaaa" })).IsRefused("PolicyNotFoundException", "You specified a policy that doesn't exist.");
    }
}

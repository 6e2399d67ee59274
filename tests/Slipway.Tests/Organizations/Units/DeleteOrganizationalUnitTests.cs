using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Units;

public sealed class DeleteOrganizationalUnitTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_unit_goes_when_it_is_empty()
    {
        var root = await app.RootId();
        var dev = await app.GivenUnit(root, "dev");
        var inner = await app.GivenUnit(dev, "inner");
        (await Delete(dev)).IsRefused(
            "OrganizationalUnitNotEmptyException",
            "The specified OU is not empty. Move all accounts to another root or to other OUs, remove all child OUs, and try the operation again.");
        (await Delete(inner)).Expect(HttpStatusCode.OK);
        (await Delete(dev)).Expect(HttpStatusCode.OK);
        (await Delete(dev)).IsRefused("OrganizationalUnitNotFoundException", "You specified an organizational unit that doesn't exist.");
    }

    private Task<AwsAnswer> Delete(string unit) => app.Org("DeleteOrganizationalUnit", new { OrganizationalUnitId = unit });
}

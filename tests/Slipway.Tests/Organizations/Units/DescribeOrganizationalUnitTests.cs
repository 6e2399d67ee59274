using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Units;

public sealed class DescribeOrganizationalUnitTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_unit_is_shown_and_an_unknown_one_is_not_found()
    {
        var unit = await app.GivenUnit(await app.RootId(), "dev");
        Assert.Equal("dev", (await app.Org("DescribeOrganizationalUnit", new { OrganizationalUnitId = unit })).Expect(HttpStatusCode.OK)["OrganizationalUnit.Name"].GetString());
        (await app.Org("DescribeOrganizationalUnit", new { OrganizationalUnitId = "ou-aaaa-aaaaaaaa" }))
            .IsRefused("OrganizationalUnitNotFoundException", "You specified an organizational unit that doesn't exist.");
    }
}

using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Units;

public sealed class UpdateOrganizationalUnitTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_unit_is_renamed_unless_the_name_is_taken()
    {
        var root = await app.RootId();
        var dev = await app.GivenUnit(root, "dev");
        await app.GivenUnit(root, "test");
        Assert.Equal("prod", (await Rename(dev, "prod")).Expect(HttpStatusCode.OK)["OrganizationalUnit.Name"].GetString());
        Assert.Equal("prod", (await app.Org("DescribeOrganizationalUnit", new { OrganizationalUnitId = dev }))["OrganizationalUnit.Name"].GetString());
        (await Rename(dev, "test")).IsRefused("DuplicateOrganizationalUnitException", "An OU with the same name already exists.");
        (await Rename("ou-aaaa-aaaaaaaa", "x")).IsRefused("OrganizationalUnitNotFoundException", "You specified an organizational unit that doesn't exist.");
        Assert.Equal("prod", (await app.Org("UpdateOrganizationalUnit", new { OrganizationalUnitId = dev })).Expect(HttpStatusCode.OK)["OrganizationalUnit.Name"].GetString());
    }

    private Task<AwsAnswer> Rename(string unit, string name) => app.Org("UpdateOrganizationalUnit", new { OrganizationalUnitId = unit, Name = name });
}

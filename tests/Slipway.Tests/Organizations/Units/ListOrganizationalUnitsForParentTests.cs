using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Units;

public sealed class ListOrganizationalUnitsForParentTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Only_the_units_directly_below_are_listed_in_pages()
    {
        var root = await app.RootId();
        var dev = await app.GivenUnit(root, "dev");
        await app.GivenUnit(root, "test");
        await app.GivenUnit(dev, "inner");
        var first = (await app.Org("ListOrganizationalUnitsForParent", new { ParentId = root, MaxResults = 1 })).Expect(HttpStatusCode.OK);
        var second = await app.Org("ListOrganizationalUnitsForParent", new { ParentId = root, MaxResults = 1, NextToken = first["NextToken"].GetString() });
        Assert.Equal(["dev", "test"], new[] { first.All("OrganizationalUnits", "Name"), second.All("OrganizationalUnits", "Name") }.Order(StringComparer.Ordinal));
        (await app.Org("ListOrganizationalUnitsForParent", new { ParentId = "r-zzzz" })).IsRefused("ParentNotFoundException", "You specified a parent that doesn't exist.");
    }
}

using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Units;

public sealed class ListParentsTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_account_or_unit_has_one_parent()
    {
        var root = await app.RootId();
        var dev = await app.GivenUnit(root, "dev");
        var inner = await app.GivenUnit(dev, "inner");
        Assert.Equal($$"""{"Parents":[{"Id":"{{root}}","Type":"ROOT"}]}""", (await app.Org("ListParents", new { ChildId = dev })).Expect(HttpStatusCode.OK).Body);
        Assert.Equal($$"""{"Parents":[{"Id":"{{dev}}","Type":"ORGANIZATIONAL_UNIT"}]}""", (await app.Org("ListParents", new { ChildId = inner })).Expect(HttpStatusCode.OK).Body);
        Assert.Equal(root, (await app.Org("ListParents", new { ChildId = SlipwayApp.Account })).All("Parents", "Id"));
        (await app.Org("ListParents", new { ChildId = "999999999999" })).IsRefused("ChildNotFoundException", "You specified a child that doesn't exist.");
        (await app.Org("ListParents", new { ChildId = "ou-aaaa-aaaaaaaa" })).IsRefused("ChildNotFoundException", "You specified a child that doesn't exist.");
    }
}

using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Units;

public sealed class ListChildrenTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Children_of_a_kind_are_listed()
    {
        var root = await app.RootId();
        var dev = await app.GivenUnit(root, "dev");
        Assert.Equal($$"""{"Children":[{"Id":"{{dev}}","Type":"ORGANIZATIONAL_UNIT"}]}""", (await Children(root, "ORGANIZATIONAL_UNIT")).Expect(HttpStatusCode.OK).Body);
        Assert.Equal($$"""{"Children":[{"Id":"{{SlipwayApp.Account}}","Type":"ACCOUNT"}]}""", (await Children(root, "ACCOUNT")).Expect(HttpStatusCode.OK).Body);
        Assert.Equal("""{"Children":[]}""", (await Children(dev, "ACCOUNT")).Expect(HttpStatusCode.OK).Body);
        (await Children("r-zzzz", "ACCOUNT")).IsRefused("ParentNotFoundException", "You specified a parent that doesn't exist.");
    }

    private Task<AwsAnswer> Children(string parent, string type) => app.Org("ListChildren", new { ParentId = parent, ChildType = type });
}

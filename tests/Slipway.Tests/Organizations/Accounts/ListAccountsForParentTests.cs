using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Accounts;

public sealed class ListAccountsForParentTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Only_what_is_directly_there_is_listed()
    {
        var root = await app.RootId();
        var unit = await app.GivenUnit(root, "dev");
        var account = await app.GivenAccount("dev");
        (await app.Org("MoveAccount", new { AccountId = account, SourceParentId = root, DestinationParentId = unit })).Expect(HttpStatusCode.OK);
        Assert.Equal(account, (await app.Org("ListAccountsForParent", new { ParentId = unit })).All("Accounts", "Id"));
        Assert.Equal(SlipwayApp.Account, (await app.Org("ListAccountsForParent", new { ParentId = root })).All("Accounts", "Id"));
        (await app.Org("ListAccountsForParent", new { ParentId = "ou-aaaa-aaaaaaaa" })).IsRefused("ParentNotFoundException", "You specified a parent that doesn't exist.");
    }
}

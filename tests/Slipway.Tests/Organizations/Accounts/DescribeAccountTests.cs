using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Accounts;

public sealed class DescribeAccountTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_account_is_shown_with_its_way_from_the_root()
    {
        var account = await app.GivenAccount("dev");
        Golden.Matches((await app.Org("DescribeAccount", new { AccountId = account })).Expect(HttpStatusCode.OK).Body, "member");
        Golden.Matches((await app.Org("DescribeAccount", new { AccountId = SlipwayApp.Account })).Expect(HttpStatusCode.OK).Body, "management");
    }

    [Fact]
    public async Task An_unknown_account_is_not_found() => (await app.Org("DescribeAccount", new { AccountId = "999999999999" }))
        .IsRefused("AccountNotFoundException", "You specified an account that doesn't exist.");
}

using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Accounts;

public sealed class MoveAccountTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_account_moves_from_where_it_is()
    {
        var (root, account) = (await app.RootId(), await app.GivenAccount("dev"));
        var (dev, test) = (await app.GivenUnit(root, "dev"), await app.GivenUnit(root, "test"));
        (await Move(account, root, dev)).Expect(HttpStatusCode.OK);
        Assert.Equal(dev, (await app.Org("ListParents", new { ChildId = account })).All("Parents", "Id"));
        (await Move(account, root, test)).IsRefused("AccountNotFoundException", "You specified an account that doesn't exist.");
        (await Move(account, root, dev)).IsRefused("DuplicateAccountException", "That account is already present in the specified destination.");
        (await Move(account, "ou-aaaa-aaaaaaaa", test)).IsRefused("SourceParentNotFoundException", "You specified a source parent that doesn't exist.");
        (await Move(account, dev, "ou-aaaa-aaaaaaaa")).IsRefused("DestinationParentNotFoundException", "You specified a destination parent that doesn't exist.");
        (await Move("999999999999", dev, root)).IsRefused("AccountNotFoundException", "You specified an account that doesn't exist.");
    }

    private Task<AwsAnswer> Move(string account, string from, string to) =>
        app.Org("MoveAccount", new { AccountId = account, SourceParentId = from, DestinationParentId = to });
}

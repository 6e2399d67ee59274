using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Accounts;

public sealed class CloseAccountTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_closed_account_is_suspended_once()
    {
        var account = await app.GivenAccount("dev");
        Assert.Equal("", (await app.Org("CloseAccount", new { AccountId = account })).Expect(HttpStatusCode.OK).Body.Trim('{', '}'));
        Assert.Equal("SUSPENDED", (await app.Org("DescribeAccount", new { AccountId = account }))["Account.Status"].GetString());
        (await app.Org("CloseAccount", new { AccountId = account }))
            .IsRefused("AccountAlreadyClosedException", "You attempted to close an account that is already closed.");
    }

    [Fact]
    public async Task Nobody_of_a_closed_account_is_let_in()
    {
        var account = await app.GivenAccount("dev");
        var member = await app.GivenAdministrator(account, "admin");
        (await app.Ecr("DescribeRepositories", "{}", member, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        (await app.Org("CloseAccount", new { AccountId = account })).Expect(HttpStatusCode.OK);
        Assert.Equal(400, (await app.Ecr("DescribeRepositories", "{}", member, SlipwayApp.Region)).Status);
    }

    [Fact]
    public async Task The_management_account_cannot_be_closed() => (await app.Org("CloseAccount", new { AccountId = SlipwayApp.Account }))
        .IsRefusedFor("ConstraintViolationException", "CANNOT_CLOSE_MANAGEMENT_ACCOUNT", "You cannot close the management account of an organization.");

    [Fact]
    public async Task An_unknown_account_is_not_found() => (await app.Org("CloseAccount", new { AccountId = "999999999999" }))
        .IsRefused("AccountNotFoundException", "You specified an account that doesn't exist.");
}

using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Accounts;

public sealed class DescribeCreateAccountStatusTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_unknown_request_is_not_found() => (await app.Org("DescribeCreateAccountStatus", new { CreateAccountRequestId = "car-aaaaaaaa" }))
        .IsRefused("CreateAccountStatusNotFoundException", "You specified a create account request that doesn't exist.");

    [Fact]
    public async Task A_request_that_ended_says_which_account_it_made()
    {
        var account = await app.GivenAccount("dev");
        var id = (await app.Org("ListCreateAccountStatus", new { }))["CreateAccountStatuses.0.Id"].GetString();
        var status = (await app.Org("DescribeCreateAccountStatus", new { CreateAccountRequestId = id })).Expect(HttpStatusCode.OK)["CreateAccountStatus"];
        Assert.Equal((account, "SUCCEEDED"), (status.GetProperty("AccountId").GetString(), status.GetProperty("State").GetString()));
    }
}

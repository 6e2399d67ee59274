using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Accounts;

public sealed class ListCreateAccountStatusTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Requests_are_listed_by_state()
    {
        await app.GivenAccount("dev");
        (await app.Org("CreateAccount", new { Email = "dev@example.com", AccountName = "again" })).Expect(HttpStatusCode.OK);
        Assert.Equal("again", (await app.Org("ListCreateAccountStatus", new { States = (string[])["FAILED"] })).All("CreateAccountStatuses", "AccountName"));
        Assert.Equal("", (await app.Org("ListCreateAccountStatus", new { States = (string[])["IN_PROGRESS"] })).All("CreateAccountStatuses", "AccountName"));
        Assert.Equal(2, (await app.Org("ListCreateAccountStatus", new { }))["CreateAccountStatuses"].GetArrayLength());
    }

    [Fact]
    public async Task A_token_goes_on_with_its_own_states_only()
    {
        await app.GivenAccount("a");
        await app.GivenAccount("b");
        var token = (await app.Org("ListCreateAccountStatus", new { MaxResults = 1, States = (string[])["SUCCEEDED"] })).Expect(HttpStatusCode.OK)["NextToken"].GetString();
        (await app.Org("ListCreateAccountStatus", new { MaxResults = 1, NextToken = token }))
            .IsRefusedFor("InvalidInputException", "INVALID_NEXT_TOKEN", "You provided an invalid NextToken value.");
        var last = (await app.Org("ListCreateAccountStatus", new { MaxResults = 1, States = (string[])["SUCCEEDED"], NextToken = token })).Expect(HttpStatusCode.OK);
        Assert.False(last.Json.TryGetProperty("NextToken", out _));
    }
}

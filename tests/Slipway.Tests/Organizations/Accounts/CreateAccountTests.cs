using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Accounts;

public sealed class CreateAccountTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_account_is_asked_for_and_its_end_is_told_later()
    {
        var asked = (await app.Org("CreateAccount", new { Email = "dev@example.com", AccountName = "dev", IamUserAccessToBilling = "DENY" })).Expect(HttpStatusCode.OK);
        Golden.Matches(asked.Body, "asked");
        var ended = await app.Org("DescribeCreateAccountStatus", new { CreateAccountRequestId = asked["CreateAccountStatus.Id"].GetString() });
        Golden.Matches(ended.Expect(HttpStatusCode.OK).Body, "ended");
    }

    [Fact]
    public async Task It_is_in_the_root_with_its_tags()
    {
        (await app.Org("CreateAccount", new { Email = "dev@example.com", AccountName = "dev", Tags = new[] { new { Key = "team", Value = "x" } } })).Expect(HttpStatusCode.OK);
        var accounts = await app.Org("ListAccountsForParent", new { ParentId = await app.RootId() });
        var account = accounts["Accounts"].EnumerateArray().Single(account => account.GetProperty("Name").GetString() == "dev");
        Assert.Equal(("ACTIVE", "CREATED"), (account.GetProperty("Status").GetString(), account.GetProperty("JoinedMethod").GetString()));
        Assert.Equal("x", (await app.Org("ListTagsForResource", new { ResourceId = account.GetProperty("Id").GetString() }))["Tags.0.Value"].GetString());
    }

    [Fact]
    public async Task An_address_that_is_taken_fails_the_request_afterwards()
    {
        await app.GivenAccount("dev");
        var asked = (await app.Org("CreateAccount", new { Email = "DEV@example.com", AccountName = "other" })).Expect(HttpStatusCode.OK);
        var ended = await app.Org("DescribeCreateAccountStatus", new { CreateAccountRequestId = asked["CreateAccountStatus.Id"].GetString() });
        Assert.Equal(("FAILED", "EMAIL_ALREADY_EXISTS"), (ended["CreateAccountStatus.State"].GetString(), ended["CreateAccountStatus.FailureReason"].GetString()));
        Assert.Equal(2, (await app.Org("ListAccounts", new { }))["Accounts"].GetArrayLength());
    }

    [Theory]
    [InlineData("AWSServiceRoleForMe", "INVALID_ROLE_NAME", "You provided a role name that is not valid. A role name can't begin with the reserved prefix 'AWSServiceRoleFor'.")]
    [InlineData("a/b", "INVALID_PATTERN", "You provided a value that does not match the required pattern.")]
    public async Task A_role_needs_a_name_that_roles_may_have(string name, string reason, string message) =>
        (await app.Org("CreateAccount", new { Email = "dev@example.com", AccountName = "dev", RoleName = name })).IsRefusedFor("InvalidInputException", reason, message);

    [Fact]
    public async Task A_tag_twice_makes_no_account()
    {
        var tag = new { Key = "a", Value = "" };
        (await app.Org("CreateAccount", new { Email = "dev@example.com", AccountName = "dev", Tags = new[] { tag, tag } }))
            .IsRefusedFor("InvalidInputException", "DUPLICATE_TAG_KEY", "Tag keys must be unique among the tags attached to the same entity.");
        Assert.Equal(1, (await app.Org("ListAccounts", new { }))["Accounts"].GetArrayLength());
    }
}

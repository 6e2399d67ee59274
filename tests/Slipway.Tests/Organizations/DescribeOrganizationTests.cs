using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations;

public sealed class DescribeOrganizationTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_home_account_manages_an_organization_from_the_first_start()
    {
        var answer = (await app.Org("DescribeOrganization", new { })).Expect(HttpStatusCode.OK);
        Golden.Matches(answer.Body, "home");
        var before = answer.Body;
        await app.Restart();
        Assert.Equal(before, (await app.Org("DescribeOrganization", new { })).Body);
    }

    [Fact]
    public async Task Members_may_ask_too()
    {
        var member = await app.GivenAdministrator(await app.GivenAccount("dev"), "admin");
        var answer = (await app.Org(member, "DescribeOrganization", new { })).Expect(HttpStatusCode.OK);
        Assert.Equal(SlipwayApp.Account, answer["Organization.MasterAccountId"].GetString());
    }

    [Fact]
    public async Task An_account_of_no_organization_is_told_so() =>
        (await app.Org(await app.GivenAdministrator("999999999999", "admin"), "DescribeOrganization", new { }))
            .IsRefused("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
}

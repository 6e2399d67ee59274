using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations;

public sealed class CreateOrganizationTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_first_call_answers_with_the_organization_that_is_there_and_the_next_are_refused()
    {
        var described = (await app.Org("DescribeOrganization", new { })).Expect(HttpStatusCode.OK).Body;
        Assert.Equal(described, (await app.Org("CreateOrganization", new { FeatureSet = "ALL" })).Expect(HttpStatusCode.OK).Body);
        (await app.Org("CreateOrganization", new { })).IsRefused("AlreadyInOrganizationException", "The AWS account is already a member of an organization.");
    }

    [Fact]
    public async Task A_member_is_in_an_organization_already()
    {
        var member = await app.GivenAdministrator(await app.GivenAccount("dev"), "admin");
        (await app.Org(member, "CreateOrganization", new { })).IsRefused("AlreadyInOrganizationException", "The AWS account is already a member of an organization.");
        (await app.Org("CreateOrganization", new { })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_unknown_feature_set_is_refused() => (await app.Org("CreateOrganization", new { FeatureSet = "SOME" }))
        .IsRefusedFor("InvalidInputException", "INVALID_ENUM", "You specified an invalid value.");
}

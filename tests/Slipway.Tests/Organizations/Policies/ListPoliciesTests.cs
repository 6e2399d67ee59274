using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Policies;

public sealed class ListPoliciesTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Policies_of_the_type_are_listed_in_pages()
    {
        await app.GivenServiceControlPolicy("a", OrganizationCalls.AllowAll);
        var first = (await app.Org("ListPolicies", new { Filter = "SERVICE_CONTROL_POLICY", MaxResults = 1 })).Expect(HttpStatusCode.OK);
        var second = await app.Org("ListPolicies", new { Filter = "SERVICE_CONTROL_POLICY", MaxResults = 1, NextToken = first["NextToken"].GetString() });
        Assert.Equal(["FullAWSAccess", "a"], new[] { first.All("Policies", "Name"), second.All("Policies", "Name") }.Order(StringComparer.Ordinal));
        Assert.Equal("""{"Policies":[]}""", (await app.Org("ListPolicies", new { Filter = "TAG_POLICY" })).Expect(HttpStatusCode.OK).Body);
        (await app.Org("ListPolicies", new { Filter = "OTHER" })).IsRefusedFor("InvalidInputException", "INVALID_ENUM", "You specified an invalid value.");
    }
}

using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Policies;

public sealed class UpdatePolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task What_is_given_is_changed_and_the_rest_stays()
    {
        var policy = await app.GivenServiceControlPolicy("a", OrganizationCalls.AllowAll);
        var changed = (await app.Org("UpdatePolicy", new { PolicyId = policy, Name = "b", Description = "new" })).Expect(HttpStatusCode.OK);
        Assert.Equal(
            ("b", "new", OrganizationCalls.AllowAll),
            (changed["Policy.PolicySummary.Name"].GetString(), changed["Policy.PolicySummary.Description"].GetString(), changed["Policy.Content"].GetString()));
        Assert.Equal(changed.Body, (await app.Org("DescribePolicy", new { PolicyId = policy })).Body);
    }

    [Fact]
    public async Task A_document_is_checked_before_it_takes_the_place_of_the_old_one()
    {
        var policy = await app.GivenServiceControlPolicy("a", OrganizationCalls.AllowAll);
        (await app.Org("UpdatePolicy", new { PolicyId = policy, Content = "{" }))
            .IsRefused("MalformedPolicyDocumentException", "The provided policy document does not meet the requirements of the specified policy type.");
        Assert.Equal(OrganizationCalls.AllowAll, (await app.Org("DescribePolicy", new { PolicyId = policy }))["Policy.Content"].GetString());
    }

    [Fact]
    public async Task AWS_s_own_a_taken_name_and_an_unknown_policy_are_refused()
    {
        var policy = await app.GivenServiceControlPolicy("a", OrganizationCalls.AllowAll);
        (await app.Org("UpdatePolicy", new { PolicyId = "p-FullAWSAccess", Name = "x" }))
            .IsRefusedFor("InvalidInputException", "IMMUTABLE_POLICY", "You specified a policy that is managed by AWS and can't be modified.");
        (await app.Org("UpdatePolicy", new { PolicyId = policy, Name = "FullAWSAccess" })).IsRefused("DuplicatePolicyException", "A policy with the same name already exists.");
        (await app.Org("UpdatePolicy", new { PolicyId = "p-aaaaaaaa" })).IsRefused("PolicyNotFoundException", "You specified a policy that doesn't exist.");
    }
}

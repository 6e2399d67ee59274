using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Policies;

public sealed class DeletePolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_policy_goes_when_it_is_attached_to_nothing()
    {
        var policy = await app.GivenServiceControlPolicy("a", OrganizationCalls.AllowAll);
        (await app.Org("AttachPolicy", new { PolicyId = policy, TargetId = SlipwayApp.Account })).Expect(HttpStatusCode.OK);
        (await Delete(policy)).IsRefused(
            "PolicyInUseException",
            "The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.");
        (await app.Org("DetachPolicy", new { PolicyId = policy, TargetId = SlipwayApp.Account })).Expect(HttpStatusCode.OK);
        (await Delete(policy)).Expect(HttpStatusCode.OK);
        (await Delete(policy)).IsRefused("PolicyNotFoundException", "You specified a policy that doesn't exist.");
    }

    [Fact]
    public async Task FullAWSAccess_stays() => (await Delete("p-FullAWSAccess"))
        .IsRefusedFor("InvalidInputException", "IMMUTABLE_POLICY", "You specified a policy that is managed by AWS and can't be modified.");

    private Task<AwsAnswer> Delete(string policy) => app.Org("DeletePolicy", new { PolicyId = policy });
}

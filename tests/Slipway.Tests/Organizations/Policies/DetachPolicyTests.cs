using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Policies;

public sealed class DetachPolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_target_keeps_one_policy()
    {
        var account = await app.GivenAccount("dev");
        var policy = await app.GivenServiceControlPolicy("a", OrganizationCalls.AllowAll);
        (await Detach(policy, account)).IsRefused("PolicyNotAttachedException", "The policy isn't attached to the specified target.");
        (await app.Org("AttachPolicy", new { PolicyId = policy, TargetId = account })).Expect(HttpStatusCode.OK);
        (await Detach("p-FullAWSAccess", account)).Expect(HttpStatusCode.OK);
        (await Detach(policy, account)).IsRefusedFor(
            "ConstraintViolationException", "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
            "You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.");
        (await Detach("p-aaaaaaaa", account)).IsRefused("PolicyNotFoundException", "You specified a policy that doesn't exist.");
        (await Detach(policy, "999999999999")).IsRefused("TargetNotFoundException", "You specified a target that doesn't exist.");
    }

    private Task<AwsAnswer> Detach(string policy, string target) => app.Org("DetachPolicy", new { PolicyId = policy, TargetId = target });
}

using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Policies;

public sealed class AttachPolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_target_has_at_most_five_policies_each_once()
    {
        var root = await app.RootId();
        for (var number = 1; number <= 4; number++) (await Attach(await app.GivenServiceControlPolicy($"{number}", OrganizationCalls.AllowAll), root)).Expect(HttpStatusCode.OK);
        var sixth = await app.GivenServiceControlPolicy("5", OrganizationCalls.AllowAll);
        (await Attach(sixth, root)).IsRefusedFor(
            "ConstraintViolationException", "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", "You have attached the maximum number of policies to the specified target.");
        (await Attach("p-FullAWSAccess", root)).IsRefused("DuplicatePolicyAttachmentException", "The selected policy is already attached to the specified target.");
    }

    [Fact]
    public async Task The_policy_and_the_target_must_be_there()
    {
        (await Attach("p-aaaaaaaa", SlipwayApp.Account)).IsRefused("PolicyNotFoundException", "You specified a policy that doesn't exist.");
        (await Attach("p-FullAWSAccess", "999999999999")).IsRefused("TargetNotFoundException", "You specified a target that doesn't exist.");
    }

    [Fact]
    public async Task Nothing_is_attached_while_the_type_is_disabled()
    {
        var policy = await app.GivenServiceControlPolicy("a", OrganizationCalls.AllowAll);
        (await app.Org("DisablePolicyType", new { RootId = await app.RootId(), PolicyType = "SERVICE_CONTROL_POLICY" })).Expect(HttpStatusCode.OK);
        (await Attach(policy, SlipwayApp.Account)).IsRefused("PolicyTypeNotEnabledException", "This operation can be performed only for enabled policy types.");
    }

    private Task<AwsAnswer> Attach(string policy, string target) => app.Org("AttachPolicy", new { PolicyId = policy, TargetId = target });
}

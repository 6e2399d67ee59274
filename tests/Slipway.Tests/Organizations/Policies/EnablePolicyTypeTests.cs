using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Policies;

public sealed class EnablePolicyTypeTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Enabling_again_brings_full_access_back_and_nothing_else()
    {
        var root = await app.RootId();
        var policy = await app.GivenServiceControlPolicy("a", OrganizationCalls.AllowAll);
        (await app.Org("AttachPolicy", new { PolicyId = policy, TargetId = root })).Expect(HttpStatusCode.OK);
        (await Enable(root, "SERVICE_CONTROL_POLICY")).IsRefused("PolicyTypeAlreadyEnabledException", "The specified policy type is already enabled.");
        (await app.Org("DisablePolicyType", new { RootId = root, PolicyType = "SERVICE_CONTROL_POLICY" })).Expect(HttpStatusCode.OK);
        Assert.Equal("SERVICE_CONTROL_POLICY", (await Enable(root, "SERVICE_CONTROL_POLICY")).Expect(HttpStatusCode.OK)["Root.PolicyTypes.0.Type"].GetString());
        Assert.Equal("FullAWSAccess", (await app.Org("ListPoliciesForTarget", new { TargetId = root, Filter = "SERVICE_CONTROL_POLICY" })).All("Policies", "Name"));
    }

    [Fact]
    public async Task An_unknown_root_and_another_type_are_refused()
    {
        (await Enable("r-zzzz", "SERVICE_CONTROL_POLICY")).IsRefused("RootNotFoundException", "You specified a root that doesn't exist.");
        (await Enable(await app.RootId(), "TAG_POLICY"))
            .IsRefused("PolicyTypeNotAvailableForOrganizationException", "The specified policy type is not available for this organization.");
    }

    private Task<AwsAnswer> Enable(string root, string type) => app.Org("EnablePolicyType", new { RootId = root, PolicyType = type });
}

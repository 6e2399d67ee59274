using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Policies;

public sealed class DisablePolicyTypeTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Disabling_detaches_everything()
    {
        var root = await app.RootId();
        Assert.Equal(0, (await Disable(root, "SERVICE_CONTROL_POLICY")).Expect(HttpStatusCode.OK)["Root.PolicyTypes"].GetArrayLength());
        Assert.Equal("", (await app.Org("ListTargetsForPolicy", new { PolicyId = "p-FullAWSAccess" })).All("Targets", "TargetId"));
        (await Disable(root, "SERVICE_CONTROL_POLICY")).IsRefused("PolicyTypeNotEnabledException", "This operation can be performed only for enabled policy types.");
        (await Disable("r-zzzz", "SERVICE_CONTROL_POLICY")).IsRefused("RootNotFoundException", "You specified a root that doesn't exist.");
    }

    private Task<AwsAnswer> Disable(string root, string type) => app.Org("DisablePolicyType", new { RootId = root, PolicyType = type });
}

using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Policies;

public sealed class ListPoliciesForTargetTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task What_is_attached_directly_is_listed()
    {
        var policy = await app.GivenServiceControlPolicy("a", OrganizationCalls.AllowAll);
        (await app.Org("AttachPolicy", new { PolicyId = policy, TargetId = await app.RootId() })).Expect(HttpStatusCode.OK);
        Assert.Equal("FullAWSAccess", (await Of(SlipwayApp.Account, "SERVICE_CONTROL_POLICY")).All("Policies", "Name"));
        Assert.Contains(policy, (await Of(await app.RootId(), "SERVICE_CONTROL_POLICY")).All("Policies", "Id"), StringComparison.Ordinal);
        Assert.Equal("""{"Policies":[]}""", (await Of(SlipwayApp.Account, "BACKUP_POLICY")).Expect(HttpStatusCode.OK).Body);
        (await Of("999999999999", "SERVICE_CONTROL_POLICY")).IsRefused("TargetNotFoundException", "You specified a target that doesn't exist.");
    }

    private Task<AwsAnswer> Of(string target, string type) => app.Org("ListPoliciesForTarget", new { TargetId = target, Filter = type });
}

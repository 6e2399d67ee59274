using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Policies;

public sealed class DescribePolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task FullAWSAccess_is_AWS_s_own() => Golden.Matches((await app.Org("DescribePolicy", new { PolicyId = "p-FullAWSAccess" })).Expect(HttpStatusCode.OK).Body, "full");

    [Fact]
    public async Task An_unknown_policy_is_not_found() => (await app.Org("DescribePolicy", new { PolicyId = "p-aaaaaaaa" }))
        .IsRefused("PolicyNotFoundException", "You specified a policy that doesn't exist.");
}

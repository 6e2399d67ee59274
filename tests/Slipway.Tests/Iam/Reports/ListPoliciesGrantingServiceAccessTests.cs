using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Iam.Simulation.Simulations;

namespace Slipway.Tests.Iam.Reports;

public sealed class ListPoliciesGrantingServiceAccessTests : IAsyncDisposable
{
    private const string Alice = "arn:aws:iam::000000000000:user/alice";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Policies_are_told_by_service_with_whose_they_are()
    {
        await app.GivenHolder("User", "alice");
        await app.GivenHolder("Group", "devs");
        (await app.Iam("AddUserToGroup", "UserName=alice", "GroupName=devs")).Expect(HttpStatusCode.OK);
        await app.PutInline("User", "alice", "own", Policy(Allow("ECR:PutImage", Repository), Deny("iam:*", "*")));
        await app.PutInline("Group", "devs", "shared", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","NotAction":["iam:*","sts:Assume*"],"Resource":"*"}}""");
        await app.Attach("User", "alice", "arn:aws:iam::aws:policy/IAMReadOnlyAccess");
        Assert.Equal("own,shared", await GrantingAsync("ecr"));
        Assert.Equal("IAMReadOnlyAccess", await GrantingAsync("iam"));
        Assert.Equal("shared", await GrantingAsync("sts"));
        var own = await app.Iam("ListPoliciesGrantingServiceAccess", $"Arn={Alice}", "ServiceNamespaces.member.1=ecr");
        Assert.Equal(["INLINE", "INLINE"], own.Texts("PolicyType"));
        Assert.Equal(["USER", "GROUP"], own.Texts("EntityType"));
        Assert.Equal(["alice", "devs"], own.Texts("EntityName"));
    }

    [Fact]
    public async Task Who_is_not_there_or_no_principal_is_refused()
    {
        (await app.Iam("ListPoliciesGrantingServiceAccess", $"Arn={Alice}", "ServiceNamespaces.member.1=ecr"))
            .IsRefused(404, "NoSuchEntity", "The user with name alice cannot be found.");
        Assert.Equal("InvalidInput", (await app.Iam("ListPoliciesGrantingServiceAccess", $"Arn={PolicyCalls.Aws}", "ServiceNamespaces.member.1=ecr")).Error);
        Assert.Equal("ValidationError", (await app.Iam("ListPoliciesGrantingServiceAccess", $"Arn={Alice}")).Error);
    }

    private async Task<string> GrantingAsync(string service) =>
        string.Join(',', (await app.Iam("ListPoliciesGrantingServiceAccess", $"Arn={Alice}", $"ServiceNamespaces.member.1={service}")).Texts("PolicyName"));
}

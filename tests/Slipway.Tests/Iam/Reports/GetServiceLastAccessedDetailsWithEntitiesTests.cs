using System.Net;
using Slipway.Identity.Usage;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Reports;

public sealed class GetServiceLastAccessedDetailsWithEntitiesTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task All_to_whom_a_policy_gives_the_service_are_told()
    {
        await app.GivenHolder("User", "alice");
        await app.GivenHolder("User", "bob");
        await app.GivenHolder("Role", "ci");
        await app.GivenHolder("Group", "devs");
        (await app.Iam("AddUserToGroup", "UserName=alice", "GroupName=devs")).Expect(HttpStatusCode.OK);
        await app.Attach("Group", "devs", PolicyCalls.Aws);
        await app.Attach("User", "bob", PolicyCalls.Aws);
        await app.Attach("Role", "ci", PolicyCalls.Aws);
        var made = await app.Iam("CreateAccessKey", "UserName=bob");
        (await app.Ecr("DescribeRepositories", "{}", new(made.Find("AccessKeyId")!, made.Find("SecretAccessKey")!, null), SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        await (await app.Get<UsageJournal>()).FlushAsync(TestContext.Current.CancellationToken);

        var job = (await app.Iam("GenerateServiceLastAccessedDetails", $"Arn={PolicyCalls.Aws}")).Find("JobId");
        var answer = await app.Iam("GetServiceLastAccessedDetailsWithEntities", $"JobId={job}", "ServiceNamespace=ecr");

        Assert.Equal(["alice", "bob", "ci"], answer.Texts("Name").Order(StringComparer.Ordinal));
        Assert.Equal(["ROLE", "USER", "USER"], answer.Texts("Type").Order(StringComparer.Ordinal));
        Assert.Equal(["2026-03-01T12:00:00Z"], answer.Texts("LastAuthenticated"));
        Assert.Empty((await app.Iam("GetServiceLastAccessedDetailsWithEntities", $"JobId={job}", "ServiceNamespace=iam")).Texts("Name"));
        Assert.Equal(3, (await app.Pages("GetServiceLastAccessedDetailsWithEntities", "Name", $"JobId={job}", "ServiceNamespace=ecr", "MaxItems=1")).Count);
    }

    [Fact]
    public async Task An_unknown_job_is_not_found()
    {
        const string Job = "00000000-0000-0000-0000-000000000000";
        (await app.Iam("GetServiceLastAccessedDetailsWithEntities", $"JobId={Job}", "ServiceNamespace=ecr"))
            .IsRefused(404, "NoSuchEntity", $"The job with id {Job} cannot be found.");
    }
}

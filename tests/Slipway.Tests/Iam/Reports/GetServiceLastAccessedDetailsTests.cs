using System.Net;
using Slipway.Identity.Usage;
using Slipway.Tests.Support;
using static Slipway.Tests.Iam.Simulation.Simulations;

namespace Slipway.Tests.Iam.Reports;

public sealed class GetServiceLastAccessedDetailsTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Services_that_are_allowed_are_told_with_their_last_use()
    {
        await app.GivenHolder("User", "alice");
        await app.PutInline("User", "alice", "own", Policy(Allow("ecr:*", "*"), Allow("sts:*", "*")));
        var made = await app.Iam("CreateAccessKey", "UserName=alice");
        (await app.Ecr("DescribeRepositories", "{}", new(made.Find("AccessKeyId")!, made.Find("SecretAccessKey")!, null), "eu-west-1")).Expect(HttpStatusCode.OK);
        await (await app.Get<UsageJournal>()).FlushAsync(TestContext.Current.CancellationToken);

        var job = (await app.Iam("GenerateServiceLastAccessedDetails", "Arn=arn:aws:iam::000000000000:user/alice")).Find("JobId");
        var answer = await app.Iam("GetServiceLastAccessedDetails", $"JobId={job}");

        Assert.Equal(("COMPLETED", "SERVICE_LEVEL"), (answer.Find("JobStatus"), answer.Find("JobType")));
        Assert.Equal(["ecr", "sts"], answer.Texts("ServiceNamespace"));
        Assert.Equal(["1", "0"], answer.Texts("TotalAuthenticatedEntities"));
        Assert.Equal(["2026-03-01T12:00:00Z"], answer.Texts("LastAuthenticated"));
        Assert.Equal(["arn:aws:iam::000000000000:user/alice"], answer.Texts("LastAuthenticatedEntity"));
        Assert.Equal(["eu-west-1"], answer.Texts("LastAuthenticatedRegion"));
        Assert.Equal([["ecr"], ["sts"]], await app.Pages("GetServiceLastAccessedDetails", "ServiceNamespace", $"JobId={job}", "MaxItems=1"));
    }

    [Fact]
    public async Task An_unknown_job_is_not_found()
    {
        const string Job = "00000000-0000-0000-0000-000000000000";
        (await app.Iam("GetServiceLastAccessedDetails", $"JobId={Job}")).IsRefused(404, "NoSuchEntity", $"The job with id {Job} cannot be found.");
    }
}

using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Reports;

public sealed class GenerateServiceLastAccessedDetailsTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("arn:aws:iam::000000000000:user/admin")]
    [InlineData("arn:aws:iam::aws:policy/AdministratorAccess")]
    public async Task A_job_is_made_of_who_or_what_is_there(string arn)
    {
        var answer = (await app.Iam("GenerateServiceLastAccessedDetails", $"Arn={arn}", "Granularity=ACTION_LEVEL")).Expect(HttpStatusCode.OK);
        Assert.Equal(36, answer.Find("JobId")!.Length);
        Assert.Equal("ACTION_LEVEL", (await app.Iam("GetServiceLastAccessedDetails", $"JobId={answer.Find("JobId")}")).Find("JobType"));
    }

    [Theory]
    [InlineData("arn:aws:iam::000000000000:role/nobody", "NoSuchEntity")]
    [InlineData("arn:aws:iam::000000000000:policy/nothing", "NoSuchEntity")]
    [InlineData("arn:aws:iam::000000000000:mfa/phone", "InvalidInput")]
    [InlineData("arn:aws:ecr:us-east-1:000000000000:repository/web", "InvalidInput")]
    public async Task What_is_not_there_has_no_report(string arn, string code) =>
        Assert.Equal(code, (await app.Iam("GenerateServiceLastAccessedDetails", $"Arn={arn}")).Error);
}

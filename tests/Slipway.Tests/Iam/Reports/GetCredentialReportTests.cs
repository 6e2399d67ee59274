using System.Net;
using System.Text;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Reports;

public sealed class GetCredentialReportTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task It_tells_every_user_s_credentials()
    {
        (await app.Iam("CreateUser", "UserName=alice", AwsCalls.Form("Path", "/a,\"b/"))).Expect(HttpStatusCode.OK);
        var key = (await app.Iam("CreateAccessKey", "UserName=alice")).Expect(HttpStatusCode.OK);
        (await app.Iam("UpdateAccessKey", "UserName=alice", $"AccessKeyId={key.Find("AccessKeyId")}", "Status=Inactive")).Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await app.Iam("CreateAccessKey", "UserName=alice")).Expect(HttpStatusCode.OK);
        (await app.Iam("CreateLoginProfile", "UserName=alice", AwsCalls.Form("Password", "correct Horse 7 battery"))).Expect(HttpStatusCode.OK);
        (await app.Iam("UpdateAccountPasswordPolicy", "MaxPasswordAge=90")).Expect(HttpStatusCode.OK);
        (await app.Iam("CreateUser", "UserName=bob")).Expect(HttpStatusCode.OK);
        (await app.Iam("GenerateCredentialReport")).Expect(HttpStatusCode.OK);

        var answer = (await app.Iam("GetCredentialReport")).Expect(HttpStatusCode.OK);

        Assert.Equal("text/csv", answer.Find("ReportFormat"));
        var lines = Encoding.UTF8.GetString(Convert.FromBase64String(answer.Find("Content")!)).Split('\n');
        // When the admin's key was last used depends on when that is written down.
        Golden.Matches(string.Join('\n', lines.Where(line => !line.StartsWith("admin,", StringComparison.Ordinal))), "credentials");
        Assert.StartsWith("admin,arn:aws:iam::000000000000:user/admin,2026-03-01T12:00:00+00:00,false,N/A,N/A,N/A,false,true,2026-03-01T12:00:00+00:00,", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_none_before_and_none_after_its_time()
    {
        (await app.Iam("GetCredentialReport")).IsRefused(410, "ReportNotPresent", "No credential report is present. Generate one first.");
        (await app.Iam("GenerateCredentialReport")).Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromHours(4));
        (await app.Iam("GetCredentialReport")).IsRefused(410, "ReportExpired", "The credential report has expired. Generate a new one.");
    }
}

using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;
using Slipway.Wire;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Sts;

public sealed class DecodeAuthorizationMessageTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_message_says_what_was_refused_and_why()
    {
        await app.GivenUserWith("alice", StsCalls.Document("""{"Sid":"No","Effect":"Deny","Action":"ec2:*","Resource":"*"}"""));
        var message = await RefuseAsync("alice");
        var answer = (await app.Sts(AwsKey.Admin, "DecodeAuthorizationMessage", Form("EncodedMessage", message))).Expect(HttpStatusCode.OK);
        var decoded = JsonDocument.Parse(answer.Find("DecodedMessage")!).RootElement;
        Assert.Equal((false, true), (decoded.GetProperty("allowed").GetBoolean(), decoded.GetProperty("explicitDeny").GetBoolean()));
        Assert.Equal("No", decoded.GetProperty("matchedStatements").GetProperty("items")[0].GetProperty("statementId").GetString());
        var context = decoded.GetProperty("context");
        Assert.Equal("ec2:RunInstances", context.GetProperty("action").GetString());
        Assert.Equal(StsCalls.UserArn("alice"), context.GetProperty("principal").GetProperty("arn").GetString());
    }

    [Fact]
    public async Task A_message_that_was_changed_or_made_up_is_not_valid()
    {
        await app.GivenUserWith("alice", StsCalls.Allow("s3:*", "*"));
        var message = await RefuseAsync("alice");
        foreach (var wrong in new[] { "x", "made up", message[..^8], (message[0] == 'A' ? 'B' : 'A') + message[1..], message + "AAAA" })
        {
            (await app.Sts(AwsKey.Admin, "DecodeAuthorizationMessage", Form("EncodedMessage", wrong)))
                .IsRefused("InvalidAuthorizationMessageException", "Message is not valid");
        }
    }

    /// <summary>As a service of EC2's family does; none is there yet.</summary>
    private async Task<string> RefuseAsync(string user)
    {
        var ct = TestContext.Current.CancellationToken;
        var id = (await app.Iam("GetUser", $"UserName={user}")).Find("UserId")!;
        Caller caller = new(new(SlipwayApp.Account, StsCalls.UserArn(user), id, ""), SlipwayApp.Region, "id");
        var verdict = await (await app.Get<IAuthorizer>()).DecideAsync(caller, Access.To("ec2:RunInstances", "*"), ct);
        return verdict.EncodeMessage!();
    }
}

using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Sts;

public sealed class GetCallerIdentityTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_admin_is_an_IAM_user()
    {
        var answer = (await app.Sts("GetCallerIdentity")).Expect(HttpStatusCode.OK);
        Assert.Equal("000000000000", answer.Find("Account"));
        Assert.Equal("arn:aws:iam::000000000000:user/admin", answer.Find("Arn"));
        Assert.Matches("^AIDA[A-Z2-7]{17}$", answer.Find("UserId"));
        Golden.Matches(WithoutRequestId(answer), "admin");
    }

    [Fact]
    public async Task Each_key_is_its_own_user_and_needs_no_permission()
    {
        var key = await app.GivenUser("alice", isAdministrator: false);
        var answer = await app.Query("sts", "2011-06-15", "GetCallerIdentity", [], key, SlipwayApp.Region);
        Assert.Equal("arn:aws:iam::000000000000:user/alice", answer.Expect(HttpStatusCode.OK).Find("Arn"));
    }

    [Theory]
    [InlineData("us-east-1")]
    [InlineData("eu-central-1")]
    public async Task Any_region_may_be_asked(string region) =>
        (await app.Query("sts", "2011-06-15", "GetCallerIdentity", [], AwsKey.Admin, region)).Expect(HttpStatusCode.OK);

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task The_parameters_may_stand_in_the_query_string(string method)
    {
        using HttpRequestMessage request = new(new(method), "/?Action=GetCallerIdentity&Version=2011-06-15");
        var answer = await app.Call(request, AwsKey.Admin, "sts", SlipwayApp.Region);
        Assert.Equal("arn:aws:iam::000000000000:user/admin", answer.Expect(HttpStatusCode.OK).Find("Arn"));
    }

    [Fact]
    public async Task An_unknown_key_is_refused()
    {
        var answer = await app.Query("sts", "2011-06-15", "GetCallerIdentity", [], new("AKIAUNKNOWN", "secret", null), SlipwayApp.Region);
        Assert.Equal((403, "InvalidClientTokenId", "The security token included in the request is invalid."), (answer.Status, answer.Error, answer.Message));
    }

    [Fact]
    public async Task A_wrong_secret_is_refused()
    {
        var answer = await app.Query("sts", "2011-06-15", "GetCallerIdentity", [], AwsKey.Admin with { SecretAccessKey = "wrong" }, SlipwayApp.Region);
        Assert.Equal((403, "SignatureDoesNotMatch"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task A_session_token_that_is_not_the_keys_own_is_refused()
    {
        var answer = await app.Query("sts", "2011-06-15", "GetCallerIdentity", [], AwsKey.Admin with { SessionToken = "made up" }, SlipwayApp.Region);
        Assert.Equal((403, "InvalidClientTokenId"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task A_key_works_until_it_is_made_inactive()
    {
        var key = await app.GivenUser("alice", isAdministrator: false);
        (await app.Iam("UpdateAccessKey", "UserName=alice", $"AccessKeyId={key.AccessKeyId}", "Status=Inactive")).Expect(HttpStatusCode.OK);
        var answer = await app.Query("sts", "2011-06-15", "GetCallerIdentity", [], key, SlipwayApp.Region);
        Assert.Equal((403, "InvalidClientTokenId"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task No_other_operation_is_there()
    {
        foreach (var operation in new[] { "AssumeRoleWithSAML", "AssumeRoot", "GetWebIdentityToken", "GetDelegatedAccessToken" })
        {
            var answer = await app.Sts(operation);
            Assert.Equal((400, "InvalidAction", $"Could not find operation {operation} for version 2011-06-15"), (answer.Status, answer.Error, answer.Message));
        }
    }

    private static string WithoutRequestId(AwsAnswer answer) => answer.Body.Replace(answer.Find("RequestId")!, "REQUEST-ID", StringComparison.Ordinal);
}

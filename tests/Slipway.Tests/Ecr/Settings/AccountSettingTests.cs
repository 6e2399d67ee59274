using System.Net;
using Slipway.Tests.Ecr.Policies;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Settings;

/// <summary>PutAccountSetting and GetAccountSetting.</summary>
public sealed class AccountSettingTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("BASIC_SCAN_TYPE_VERSION", "AWS_NATIVE", "AWS_NATIVE")]
    [InlineData("REGISTRY_POLICY_SCOPE", "V2", "V1")]
    [InlineData("BLOB_MOUNTING", "ENABLED", "DISABLED")]
    public async Task A_setting_has_a_default_until_it_is_set(string name, string before, string after)
    {
        Assert.Equal((name, before), await Get(name, SlipwayApp.Region));
        var put = (await app.Ecr("PutAccountSetting", $$"""{"name":"{{name}}","value":"{{after}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal((name, after), (put["name"].GetString(), put["value"].GetString()));
        await app.Restart();
        Assert.Equal((name, after), await Get(name, SlipwayApp.Region));
        Assert.Equal((name, before), await Get(name, "eu-west-1"));
    }

    [Fact]
    public async Task What_there_is_not_is_refused()
    {
        const string Names = "must be one of BASIC_SCAN_TYPE_VERSION, REGISTRY_POLICY_SCOPE, BLOB_MOUNTING";
        (await app.Ecr("GetAccountSetting", """{"name":"NONE"}""")).IsInvalid("name", Names);
        (await app.Ecr("PutAccountSetting", """{"name":"blob_mounting","value":"ENABLED"}""")).IsInvalid("name", Names);
        (await app.Ecr("PutAccountSetting", """{"name":"REGISTRY_POLICY_SCOPE","value":"V3"}""")).IsInvalid("value", "must be one of V2, V1 for REGISTRY_POLICY_SCOPE");
        (await app.Ecr("PutAccountSetting", """{"name":"BASIC_SCAN_TYPE_VERSION","value":"CLAIR"}""")).IsInvalid("value", "must be one of AWS_NATIVE for BASIC_SCAN_TYPE_VERSION");
    }

    [Fact]
    public async Task Without_blob_mounting_a_push_gets_an_upload()
    {
        foreach (var name in (string[])["from", "to", "next"]) await app.CreateRepository(name);
        var digest = await app.PushBlob("from", RegistryRequests.RandomBytes(1, 700));
        await app.GivenSetting("BLOB_MOUNTING", "DISABLED");
        Assert.Equal(HttpStatusCode.Accepted, await Mount("to", digest));
        Assert.Equal(HttpStatusCode.Created, await Mount("from", digest));
        await app.GivenSetting("BLOB_MOUNTING", "ENABLED");
        Assert.Equal(HttpStatusCode.Created, await Mount("to", digest));
        Assert.Equal(HttpStatusCode.Created, await Mount("next", digest));
    }

    private async Task<HttpStatusCode> Mount(string repository, string digest)
    {
        using var answer = await app.Post($"/v2/{repository}/blobs/uploads/?mount={digest}&from=from", []);
        return answer.StatusCode;
    }

    private async Task<(string?, string?)> Get(string name, string region)
    {
        var answer = (await app.Ecr("GetAccountSetting", $$"""{"name":"{{name}}"}""", AwsKey.Admin, region)).Expect(HttpStatusCode.OK);
        return (answer["name"].GetString(), answer["value"].GetString());
    }
}

using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Kms;

/// <summary>
/// GetKeyPolicy, PutKeyPolicy, ListKeyPolicies, GetKeyRotationStatus, EnableKeyRotation, DisableKeyRotation, TagResource,
/// UntagResource, ListResourceTags.
/// </summary>
public sealed class KeySettingTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    [Fact]
    public async Task A_key_has_the_default_policy_and_takes_what_means_the_same()
    {
        var key = await app.CreateKey();
        var read = (await app.Kms("GetKeyPolicy", $$"""{"KeyId":"{{key}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Contains("arn:aws:iam::000000000000:root", read["Policy"].GetString(), StringComparison.Ordinal);
        (await PutAsync(key, read["Policy"].GetString()!)).Expect(HttpStatusCode.OK);
        const string Same = """{"Statement":[{"Effect":"Allow","Principal":{"AWS":["000000000000"]},"Action":["kms:*"],"Resource":["*"],"Sid":"mine"}]}""";
        (await PutAsync(key, Same)).Expect(HttpStatusCode.OK);
        Assert.Equal(Same, (await app.Kms("GetKeyPolicy", $$"""{"KeyId":"{{key}}","PolicyName":"default"}"""))["Policy"].GetString());
        Assert.Equal("default", (await app.Kms("ListKeyPolicies", $$"""{"KeyId":"{{key}}"}"""))["PolicyNames"].EnumerateArray().Single().GetString());
    }

    [Theory]
    [InlineData("no json", "MalformedPolicyDocumentException")]
    [InlineData("{}", "MalformedPolicyDocumentException")]
    [InlineData("""{"Statement":[{"Effect":"Deny","Principal":{"AWS":"000000000000"},"Action":"kms:*","Resource":"*"}]}""", "UnsupportedOperationException")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*"}]}""", "UnsupportedOperationException")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"kms:Decrypt","Resource":"*"}]}""", "UnsupportedOperationException")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"kms:*","Resource":"*","Condition":{}}]}""", "UnsupportedOperationException")]
    public async Task A_policy_that_would_not_be_obeyed_is_not_stored(string policy, string code)
    {
        var key = await app.CreateKey();
        Assert.Equal(code, (await PutAsync(key, policy)).Error);
    }

    [Fact]
    public async Task Rotation_is_off_and_stays_so()
    {
        var key = await app.CreateKey();
        Assert.False((await app.Kms("GetKeyRotationStatus", $$"""{"KeyId":"{{key}}"}""")).Expect(HttpStatusCode.OK)["KeyRotationEnabled"].GetBoolean());
        Assert.Equal("UnsupportedOperationException", (await app.KmsRefusal("EnableKeyRotation", $$"""{"KeyId":"{{key}}"}""")).Code);
        (await app.Kms("DisableKeyRotation", $$"""{"KeyId":"{{key}}"}""")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Tags_come_and_go()
    {
        var key = await app.CreateKey();
        (await app.Kms("TagResource", $$"""{"KeyId":"{{key}}","Tags":[{"TagKey":"a","TagValue":"1"},{"TagKey":"b","TagValue":"2"}]}""")).Expect(HttpStatusCode.OK);
        (await app.Kms("UntagResource", $$"""{"KeyId":"{{key}}","TagKeys":["a","c"]}""")).Expect(HttpStatusCode.OK);
        var tag = (await app.Kms("ListResourceTags", $$"""{"KeyId":"{{key}}"}""")).Expect(HttpStatusCode.OK)["Tags"].EnumerateArray().Single();
        Assert.Equal(("b", "2"), (tag.GetProperty("TagKey").GetString()!, tag.GetProperty("TagValue").GetString()!));
        Assert.Equal("TagException", (await app.KmsRefusal("TagResource", $$"""{"KeyId":"{{key}}","Tags":[{"TagKey":"aws:a","TagValue":"1"}]}""")).Code);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Task<AwsAnswer> PutAsync(string key, string policy) => app.Kms("PutKeyPolicy", JsonSerializer.Serialize(new { KeyId = key, Policy = policy }));
}

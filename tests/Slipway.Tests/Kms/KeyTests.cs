using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Kms;

/// <summary>CreateKey, DescribeKey, ListKeys, EnableKey, DisableKey, UpdateKeyDescription, ScheduleKeyDeletion, CancelKeyDeletion.</summary>
public sealed class KeyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    [Fact]
    public async Task A_key_is_described_as_it_was_made_also_after_a_restart()
    {
        var made = (await app.Kms("CreateKey", """{"Description":"for layers","Tags":[{"TagKey":"team","TagValue":"web"}]}""")).Expect(HttpStatusCode.OK)["KeyMetadata"];
        var id = made.GetProperty("KeyId").GetString()!;
        await app.Restart();
        foreach (var name in new[] { id, KmsCalls.ArnOfKey(id) })
        {
            var described = (await app.Kms("DescribeKey", $$"""{"KeyId":"{{name}}"}""")).Expect(HttpStatusCode.OK)["KeyMetadata"];
            Assert.Equal(made.GetRawText(), described.GetRawText());
        }

        Assert.Equal(KmsCalls.ArnOfKey(id), made.GetProperty("Arn").GetString());
        Assert.Equal("for layers", made.GetProperty("Description").GetString());
        Assert.Equal(("Enabled", true, "CUSTOMER"), (made.GetProperty("KeyState").GetString()!, made.GetProperty("Enabled").GetBoolean(), made.GetProperty("KeyManager").GetString()!));
        Assert.Equal(("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "AWS_KMS"), (made.GetProperty("KeySpec").GetString()!, made.GetProperty("KeyUsage").GetString()!, made.GetProperty("Origin").GetString()!));
    }

    [Theory]
    [InlineData("""{"KeySpec":"RSA_2048","KeyUsage":"ENCRYPT_DECRYPT"}""")]
    [InlineData("""{"KeyUsage":"SIGN_VERIFY"}""")]
    [InlineData("""{"Origin":"EXTERNAL"}""")]
    [InlineData("""{"MultiRegion":true}""")]
    [InlineData("""{"Policy":"{\"Version\":\"2012-10-17\",\"Statement\":[]}"}""")]
    public async Task What_a_key_cannot_be_here_is_refused(string request) =>
        Assert.Equal("UnsupportedOperationException", (await app.KmsRefusal("CreateKey", request)).Code);

    [Fact]
    public async Task A_key_of_another_kind_needs_its_usage() =>
        Assert.Equal(
            ("ValidationException", "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys."),
            await app.KmsRefusal("CreateKey", """{"KeySpec":"HMAC_256"}"""));

    [Fact]
    public async Task Keys_are_listed_page_by_page_for_their_own_region()
    {
        HashSet<string> made = [await app.CreateKey(), await app.CreateKey(), await app.CreateKey()];
        var first = (await app.Kms("ListKeys", """{"Limit":2}""")).Expect(HttpStatusCode.OK);
        Assert.True(first["Truncated"].GetBoolean());
        var second = (await app.Kms("ListKeys", $$"""{"Limit":2,"Marker":"{{first["NextMarker"].GetString()}}"}""")).Expect(HttpStatusCode.OK);
        Assert.False(second["Truncated"].GetBoolean());
        Assert.Equal(made, first["Keys"].EnumerateArray().Concat(second["Keys"].EnumerateArray()).Select(key => key.GetProperty("KeyId").GetString()!).ToHashSet());
        Assert.Equal("InvalidMarkerException", (await app.KmsRefusal("ListKeys", """{"Marker":"other"}""")).Code);
        var elsewhere = await app.Json("kms", "TrentService.ListKeys", "{}", AwsKey.Admin, "eu-west-1");
        Assert.Empty(elsewhere.Expect(HttpStatusCode.OK)["Keys"].EnumerateArray());
    }

    [Fact]
    public async Task A_key_is_disabled_enabled_and_described_anew()
    {
        var id = await app.CreateKey();
        (await app.Kms("DisableKey", $$"""{"KeyId":"{{id}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("Disabled", await StateOf(id));
        (await app.Kms("EnableKey", $$"""{"KeyId":"{{id}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("Enabled", await StateOf(id));
        (await app.Kms("UpdateKeyDescription", $$"""{"KeyId":"{{id}}","Description":"new"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("new", (await app.Kms("DescribeKey", $$"""{"KeyId":"{{id}}"}"""))["KeyMetadata"].GetProperty("Description").GetString());
    }

    [Theory]
    [InlineData("no-id", "Invalid keyId 'no-id'")]
    [InlineData("00000000000040008000000000000000", "Invalid keyId '00000000000040008000000000000000'")]
    [InlineData("mrk-1", "Invalid keyId 'mrk-1'")]
    [InlineData("arn:aws:kms:us-east-1:000000000000:key/no-id", "Invalid keyId 'no-id'")]
    [InlineData("mrk-00000000000040008000000000000000", "Key 'arn:aws:kms:us-east-1:000000000000:key/mrk-00000000000040008000000000000000' does not exist")]
    [InlineData("arn:aws:kms:eu-west-1:000000000000:key/00000000-0000-4000-8000-000000000000", "Invalid arn eu-west-1")]
    [InlineData("arn:aws:kms:eu-west-1:000000000000:alias/web", "Invalid arn eu-west-1")]
    public async Task A_name_that_is_no_keys_is_refused(string name, string message) =>
        Assert.Equal(("NotFoundException", message), await app.KmsRefusal("DescribeKey", $$"""{"KeyId":"{{name}}"}"""));

    [Fact]
    public async Task A_secret_is_not_quoted_when_it_is_refused() =>
        Assert.Equal(
            ("ValidationException",
                "2 validation errors detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null; " +
                "Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096"),
            await app.KmsRefusal("Encrypt", $$"""{"Plaintext":"{{Convert.ToBase64String(new byte[4097])}}"}"""));

    [Fact]
    public async Task A_deletion_waits_can_be_called_off_and_is_then_done()
    {
        var id = await app.CreateKey();
        Assert.Equal("ValidationException", (await app.KmsRefusal("ScheduleKeyDeletion", $$"""{"KeyId":"{{id}}","PendingWindowInDays":6}""")).Code);
        Assert.Equal("KMSInvalidStateException", (await app.KmsRefusal("CancelKeyDeletion", $$"""{"KeyId":"{{id}}"}""")).Code);
        var scheduled = (await app.Kms("ScheduleKeyDeletion", $$"""{"KeyId":"{{id}}","PendingWindowInDays":7}""")).Expect(HttpStatusCode.OK);
        Assert.Equal((KmsCalls.ArnOfKey(id), "PendingDeletion", 7), (scheduled["KeyId"].GetString()!, scheduled["KeyState"].GetString()!, scheduled["PendingWindowInDays"].GetInt32()));
        foreach (var operation in new[] { "EnableKey", "DisableKey", "ScheduleKeyDeletion" })
            Assert.Equal(("KMSInvalidStateException", $"{KmsCalls.ArnOfKey(id)} is pending deletion."), await app.KmsRefusal(operation, $$"""{"KeyId":"{{id}}"}"""));
        (await app.Kms("CancelKeyDeletion", $$"""{"KeyId":"{{id}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("Disabled", await StateOf(id));

        (await app.Kms("CreateAlias", $$"""{"AliasName":"alias/gone","TargetKeyId":"{{id}}"}""")).Expect(HttpStatusCode.OK);
        (await app.Kms("ScheduleKeyDeletion", $$"""{"KeyId":"{{id}}","PendingWindowInDays":7}""")).Expect(HttpStatusCode.OK);
        await app.PassUntilDestroyed(id);
        Assert.Equal(("NotFoundException", $"Key '{KmsCalls.ArnOfKey(id)}' does not exist"), await app.KmsRefusal("DescribeKey", $$"""{"KeyId":"{{id}}"}"""));
        Assert.Equal("NotFoundException", (await app.KmsRefusal("DescribeKey", """{"KeyId":"alias/gone"}""")).Code);
        Assert.Empty((await app.Kms("ListAliases", "{}"))["Aliases"].EnumerateArray());
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<string> StateOf(string id) => (await app.Kms("DescribeKey", $$"""{"KeyId":"{{id}}"}"""))["KeyMetadata"].GetProperty("KeyState").GetString()!;
}

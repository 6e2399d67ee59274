using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Kms;

/// <summary>Encrypt, Decrypt, GenerateDataKey, GenerateDataKeyWithoutPlaintext, ReEncrypt.</summary>
public sealed class CryptographyTests : IAsyncDisposable
{
    private static readonly string Secret = Convert.ToBase64String("what nobody reads"u8);

    private readonly SlipwayApp app = new();

    [Fact]
    public async Task What_was_encrypted_opens_by_its_ciphertext_alone_also_after_a_restart()
    {
        var key = await app.CreateKey();
        (await app.Kms("CreateAlias", $$"""{"AliasName":"alias/web","TargetKeyId":"{{key}}"}""")).Expect(HttpStatusCode.OK);
        var made = (await app.Kms("Encrypt", $$"""{"KeyId":"alias/web","Plaintext":"{{Secret}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal((KmsCalls.ArnOfKey(key), "SYMMETRIC_DEFAULT"), (made["KeyId"].GetString()!, made["EncryptionAlgorithm"].GetString()!));
        var blob = made["CiphertextBlob"].GetString()!;
        Assert.NotEqual(blob, await EncryptAsync(key, "{}"));
        await app.Restart();
        var opened = (await app.Kms("Decrypt", $$"""{"CiphertextBlob":"{{blob}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal((Secret, KmsCalls.ArnOfKey(key)), (opened["Plaintext"].GetString()!, opened["KeyId"].GetString()!));
    }

    [Fact]
    public async Task The_context_is_bound_whatever_its_order()
    {
        var key = await app.CreateKey();
        var blob = await EncryptAsync(key, """{"a":"1","b":"2"}""");
        Assert.Equal(Secret, (await DecryptAsync(blob, """{"b":"2","a":"1"}"""))["Plaintext"].GetString());
        foreach (var context in new[] { "{}", """{"a":"1"}""", """{"a":"1","b":"3"}""", """{"a":"1","b":"2","c":"3"}""", """{"a":"1b","":"2"}""" })
            Assert.Equal("InvalidCiphertextException", (await DecryptAsync(blob, context)).Error);
    }

    [Fact]
    public async Task A_ciphertext_that_was_changed_or_is_of_another_key_does_not_open()
    {
        var (one, two) = (await app.CreateKey(), await app.CreateKey());
        var bytes = Convert.FromBase64String(await EncryptAsync(one, "{}"));
        for (var at = 0; at < bytes.Length; at += 7)
        {
            var changed = (byte[])bytes.Clone();
            changed[at] ^= 1;
            var answer = await DecryptAsync(Convert.ToBase64String(changed), "{}");
            Assert.True(answer.Status == 400 && answer.Error is "InvalidCiphertextException" or "NotFoundException" or "AccessDeniedException", $"{at}: {answer.Body}");
        }

        Assert.Equal("InvalidCiphertextException", (await DecryptAsync(Convert.ToBase64String(bytes.AsSpan(0, 20)), "{}")).Error);
        Assert.Equal("IncorrectKeyException", (await app.Kms("Decrypt", $$"""{"KeyId":"{{two}}","CiphertextBlob":"{{Convert.ToBase64String(bytes)}}"}""")).Error);
    }

    [Fact]
    public async Task A_data_key_comes_in_plain_and_encrypted_or_encrypted_alone()
    {
        var key = await app.CreateKey();
        foreach (var (asked, length) in new[] { (""" "KeySpec":"AES_256" """, 32), (""" "KeySpec":"AES_128" """, 16), (""" "NumberOfBytes":100 """, 100) })
        {
            var made = (await app.Kms("GenerateDataKey", $$"""{"KeyId":"{{key}}",{{asked}}}""")).Expect(HttpStatusCode.OK);
            Assert.Equal(length, made["Plaintext"].GetBytesFromBase64().Length);
            Assert.Equal(made["Plaintext"].GetString(), (await DecryptAsync(made["CiphertextBlob"].GetString()!, "{}"))["Plaintext"].GetString());
            var alone = (await app.Kms("GenerateDataKeyWithoutPlaintext", $$"""{"KeyId":"{{key}}",{{asked}}}""")).Expect(HttpStatusCode.OK);
            Assert.DoesNotContain("Plaintext", alone.Body, StringComparison.Ordinal);
            Assert.Equal(length, (await DecryptAsync(alone["CiphertextBlob"].GetString()!, "{}"))["Plaintext"].GetBytesFromBase64().Length);
        }

        Assert.Equal("ValidationException", (await app.KmsRefusal("GenerateDataKey", $$"""{"KeyId":"{{key}}"}""")).Code);
        Assert.Equal("ValidationException", (await app.KmsRefusal("GenerateDataKey", $$"""{"KeyId":"{{key}}","KeySpec":"AES_256","NumberOfBytes":5}""")).Code);
    }

    [Fact]
    public async Task It_is_encrypted_under_another_key_without_being_shown()
    {
        var (one, two) = (await app.CreateKey(), await app.CreateKey());
        var blob = await EncryptAsync(one, """{"a":"1"}""");
        var moved = (await app.Kms("ReEncrypt", $$"""{"CiphertextBlob":"{{blob}}","SourceEncryptionContext":{"a":"1"},"DestinationKeyId":"{{two}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal((KmsCalls.ArnOfKey(one), KmsCalls.ArnOfKey(two)), (moved["SourceKeyId"].GetString()!, moved["KeyId"].GetString()!));
        Assert.Equal(Secret, (await DecryptAsync(moved["CiphertextBlob"].GetString()!, "{}"))["Plaintext"].GetString());
    }

    [Fact]
    public async Task A_key_that_is_disabled_dying_destroyed_or_of_AWS_does_nothing()
    {
        var key = await app.CreateKey();
        var blob = await EncryptAsync(key, "{}");
        Assert.Equal("DryRunOperationException", (await app.KmsRefusal("Decrypt", $$"""{"CiphertextBlob":"{{blob}}","DryRun":true}""")).Code);
        Assert.Equal("InvalidKeyUsageException", (await app.KmsRefusal("Encrypt", $$"""{"KeyId":"{{key}}","Plaintext":"{{Secret}}","EncryptionAlgorithm":"RSAES_OAEP_SHA_1"}""")).Code);
        (await app.Kms("DisableKey", $$"""{"KeyId":"{{key}}"}""")).Expect(HttpStatusCode.OK);
        await RefuseAsync("DisabledException");
        (await app.Kms("ScheduleKeyDeletion", $$"""{"KeyId":"{{key}}","PendingWindowInDays":7}""")).Expect(HttpStatusCode.OK);
        await RefuseAsync("KMSInvalidStateException");
        await app.PassUntilDestroyed(key);
        await RefuseAsync("NotFoundException");
        Assert.Equal("AccessDeniedException", (await app.KmsRefusal("Encrypt", $$"""{"KeyId":"alias/aws/ecr","Plaintext":"{{Secret}}"}""")).Code);

        async Task RefuseAsync(string code)
        {
            Assert.Equal(code, (await DecryptAsync(blob, "{}")).Error);
            Assert.Equal(code, (await app.KmsRefusal("Encrypt", $$"""{"KeyId":"{{key}}","Plaintext":"{{Secret}}"}""")).Code);
            Assert.Equal(code, (await app.KmsRefusal("GenerateDataKey", $$"""{"KeyId":"{{key}}","KeySpec":"AES_256"}""")).Code);
        }
    }

    [Fact]
    public async Task What_is_not_there_is_refused_instead_of_passed_over()
    {
        var key = await app.CreateKey();
        Assert.Equal("InvalidGrantTokenException", (await app.KmsRefusal("Encrypt", $$"""{"KeyId":"{{key}}","Plaintext":"{{Secret}}","GrantTokens":["token"]}""")).Code);
        Assert.Equal("UnsupportedOperationException", (await app.KmsRefusal("GenerateDataKey", $$"""{"KeyId":"{{key}}","KeySpec":"AES_256","Recipient":{"KeyEncryptionAlgorithm":"RSAES_OAEP_SHA_256"} }""")).Code);
        Assert.Equal("ValidationException", (await app.KmsRefusal("Decrypt", $$"""{"KeyId":"{{key}}"}""")).Code);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<string> EncryptAsync(string key, string context) =>
        (await app.Kms("Encrypt", $$"""{"KeyId":"{{key}}","Plaintext":"{{Secret}}","EncryptionContext":{{context}}}""")).Expect(HttpStatusCode.OK)["CiphertextBlob"].GetString()!;

    private Task<AwsAnswer> DecryptAsync(string blob, string context) => app.Kms("Decrypt", $$"""{"CiphertextBlob":"{{blob}}","EncryptionContext":{{context}}}""");
}

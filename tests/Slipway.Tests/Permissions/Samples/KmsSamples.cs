using System.Net;
using System.Text;
using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions.Samples;

internal static class KmsSamples
{
    private const string Key = "arn:aws:kms:us-east-1:000000000000:key/~";

    // Who may decrypt is decided by the key that a ciphertext names, before anybody looks whether it opens.
    private const string Gone = "arn:aws:kms:us-east-1:000000000000:key/00000000-0000-0000-0000-00000000dead";

    public static IEnumerable<OperationSample> All =>
    [
        new("kms", "CreateKey", """{"Description":"@"}""", "*"),
        new("kms", "ListKeys", "{}", "*"),
        new("kms", "ListAliases", "{}", "*"),
        OnKey("DescribeKey"),
        OnKey("EnableKey"),
        OnKey("DisableKey"),
        OnKey("UpdateKeyDescription", ""","Description":"another" """),
        OnKey("ScheduleKeyDeletion", ""","PendingWindowInDays":7"""),
        OnKey("CancelKeyDeletion") with
        {
            Made = async (app, _) =>
            {
                var key = await app.CreateKey();
                (await app.Kms("ScheduleKeyDeletion", $$"""{"KeyId":"{{key}}"}""")).Expect(HttpStatusCode.OK);
                return key;
            },
        },
        OnKey("Encrypt", ""","Plaintext":"AAAA" """),
        OnKey("GenerateDataKey", ""","KeySpec":"AES_256" """),
        OnKey("GenerateDataKeyWithoutPlaintext", ""","KeySpec":"AES_256" """),
        new("kms", "Decrypt", $$"""{"CiphertextBlob":"{{CiphertextOf(Gone)}}"}""", Gone) { Answers = "NotFoundException" },
        new("kms", "ReEncrypt", $$"""{"CiphertextBlob":"{{CiphertextOf(Gone)}}","DestinationKeyId":"~"}""", Gone)
        {
            Action = "kms:ReEncryptFrom",
            Made = MakeAsync,
            Also = [("kms:ReEncryptTo", Key)],
            Answers = "NotFoundException",
        },
        OnKey("GetKeyPolicy"),
        OnKey("PutKeyPolicy", ""","Policy":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"000000000000\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}}" """),
        OnKey("ListKeyPolicies"),
        OnKey("GetKeyRotationStatus"),
        OnKey("EnableKeyRotation") with { Answers = "UnsupportedOperationException" },
        OnKey("DisableKeyRotation"),
        OnKey("ListResourceTags"),
        OnKey("TagResource", ""","Tags":[{"TagKey":"a","TagValue":"b"}]"""),
        OnKey("UntagResource", ""","TagKeys":["a"]"""),
        new("kms", "CreateAlias", """{"AliasName":"alias/@","TargetKeyId":"~"}""", "arn:aws:kms:us-east-1:000000000000:alias/@")
        {
            Made = MakeAsync,
            Also = [("kms:CreateAlias", Key)],
        },
        new("kms", "UpdateAlias", """{"AliasName":"alias/@","TargetKeyId":"~"}""", "arn:aws:kms:us-east-1:000000000000:alias/@")
        {
            Made = MakeWithAliasAsync,
            Also = [("kms:UpdateAlias", Key)],
        },
        new("kms", "DeleteAlias", """{"AliasName":"alias/@"}""", "arn:aws:kms:us-east-1:000000000000:alias/@")
        {
            Made = MakeWithAliasAsync,
            Also = [("kms:DeleteAlias", Key)],
        },
    ];

    private static string CiphertextOf(string arn) => Convert.ToBase64String([1, (byte)arn.Length, 0, .. Encoding.ASCII.GetBytes(arn), .. new byte[40]]);

    private static OperationSample OnKey(string operation) => OnKey(operation, "");

    private static OperationSample OnKey(string operation, string members) => new("kms", operation, $$"""{"KeyId":"~"{{members}}}""", Key) { Made = MakeAsync };

    private static Task<string> MakeAsync(SlipwayApp app, string name) => app.CreateKey();

    private static async Task<string> MakeWithAliasAsync(SlipwayApp app, string name)
    {
        var key = await app.CreateKey();
        (await app.Kms("CreateAlias", $$"""{"AliasName":"alias/{{name}}","TargetKeyId":"{{key}}"}""")).Expect(HttpStatusCode.OK);
        return key;
    }
}

using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions.Samples;

internal static class KmsSamples
{
    private const string Key = "arn:aws:kms:us-east-1:000000000000:key/~";

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

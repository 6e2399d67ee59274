using System.Net;

namespace Slipway.Tests.Support;

/// <summary>Calls of KMS as the admin.</summary>
internal static class KmsCalls
{
    public static Task<AwsAnswer> Kms(this SlipwayApp app, string operation, string json) =>
        app.Json("kms", $"TrentService.{operation}", json, AwsKey.Admin, SlipwayApp.Region);

    /// <returns>The key's id.</returns>
    public static async Task<string> CreateKey(this SlipwayApp app) =>
        (await app.Kms("CreateKey", "{}")).Expect(HttpStatusCode.OK)["KeyMetadata"].GetProperty("KeyId").GetString()!;

    public static string ArnOfKey(string id) => $"arn:aws:kms:{SlipwayApp.Region}:{SlipwayApp.Account}:key/{id}";

    /// <summary>A call that must be refused.</summary>
    /// <returns>Code and message.</returns>
    public static async Task<(string Code, string Message)> KmsRefusal(this SlipwayApp app, string operation, string json)
    {
        var answer = await app.Kms(operation, json);
        Assert.Equal(400, answer.Status);
        return (answer.Error!, answer.Message!);
    }

    /// <summary>Lets the waiting period of a key run out, and waits until the worker has destroyed it.</summary>
    public static async Task PassUntilDestroyed(this SlipwayApp app, string id)
    {
        app.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromHours(1));
        for (var round = 0; round < 100 && (await app.Kms("DescribeKey", $$"""{"KeyId":"{{id}}"}""")).Status == 200; round++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(10));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}

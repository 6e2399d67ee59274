namespace Slipway.Tests.Support;

/// <summary>Calls of Secrets Manager as the admin.</summary>
internal static class SecretCalls
{
    public static Task<AwsAnswer> Secrets(this SlipwayApp app, string operation, string json) => app.Secrets(AwsKey.Admin, operation, json);

    public static Task<AwsAnswer> Secrets(this SlipwayApp app, AwsKey key, string operation, string json) =>
        app.Json("secretsmanager", $"secretsmanager.{operation}", json, key, SlipwayApp.Region);

    /// <returns>The ARN.</returns>
    public static async Task<string> CreateSecret(this SlipwayApp app, string name, string value) =>
        (await app.Secrets("CreateSecret", $$"""{"Name":"{{name}}","SecretString":{{System.Text.Json.JsonSerializer.Serialize(value)}}}"""))
        .Expect(System.Net.HttpStatusCode.OK)["ARN"].GetString()!;
}

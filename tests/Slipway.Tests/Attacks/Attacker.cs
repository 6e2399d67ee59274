using System.Net;
using Slipway.Tests.Iam;
using Slipway.Tests.Support;

namespace Slipway.Tests.Attacks;

/// <summary>A user who tries to get more than it was given.</summary>
/// <param name="Name">Of a user in the path <c>/staff/</c>.</param>
internal sealed record Attacker(SlipwayApp App, string Name, AwsKey Key)
{
    public const string Path = "/staff/";

    public string Arn => $"arn:aws:iam::{SlipwayApp.Account}:user{Path}{Name}";

    /// <param name="boundary">The ARN of its permissions boundary; null for none.</param>
    /// <param name="statements">Of its one policy.</param>
    public static async Task<Attacker> EnterAsync(SlipwayApp app, string? boundary, params string[] statements)
    {
        string[] bounds = boundary is null ? [] : [$"PermissionsBoundary={boundary}"];
        (await app.Iam("CreateUser", ["UserName=mallory", $"Path={Path}", .. bounds])).Expect(HttpStatusCode.OK);
        var key = (await app.Iam("CreateAccessKey", "UserName=mallory")).Expect(HttpStatusCode.OK);
        if (statements.Length > 0) await app.PutInline("User", "mallory", "given", Document(statements));
        return new(app, "mallory", new(key.Find("AccessKeyId")!, key.Find("SecretAccessKey")!, null));
    }

    public static string Document(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    public static string Statement(string effect, string action, string resource) => $$"""{"Effect":"{{effect}}","Action":"{{action}}","Resource":"{{resource}}"}""";

    /// <param name="condition">JSON, such as <c>{"ArnEquals":{…}}</c>.</param>
    public static string Statement(string effect, string action, string resource, string condition) =>
        $$"""{"Effect":"{{effect}}","Action":"{{action}}","Resource":"{{resource}}","Condition":{{condition}}}""";

    public Task<AwsAnswer> Try(string operation, params string[] parameters) => App.Iam(Key, operation, parameters);

    /// <summary>Whether it can do anything at all, as an administrator can.</summary>
    public async Task<bool> IsAdministrator() => (await Try("ListPolicies")).Status == 200;
}

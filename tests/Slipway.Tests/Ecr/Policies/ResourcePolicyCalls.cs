using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Slipway.Tests.Attacks;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Policies;

/// <summary>Policies on repositories and registries, and what others then may.</summary>
internal static class ResourcePolicyCalls
{
    public const string AnyRepository = "arn:aws:ecr:us-east-1:000000000000:repository/*";

    /// <param name="principal">JSON, such as <c>"*"</c> with its quotes.</param>
    /// <param name="more">Further elements, beginning with a comma; or nothing.</param>
    public static string Statement(string effect, string principal, string actions, string more) =>
        $$"""{"Effect":"{{effect}}","Principal":{{principal}},"Action":{{actions}}{{more}}}""";

    public static string Allow(string principal, string action) => Statement("Allow", principal, $"\"{action}\"", "");

    public static string Deny(string principal, string action) => Statement("Deny", principal, $"\"{action}\"", "");

    /// <summary>For a registry's policy.</summary>
    public static string OnAny(string effect, string principal, string action) => Statement(effect, principal, $"\"{action}\"", $",\"Resource\":\"{AnyRepository}\"");

    public static string Aws(string principal) => $$"""{"AWS":"{{principal}}"}""";

    public static string Document(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    public static Task<AwsAnswer> SetRepositoryPolicy(this SlipwayApp app, string repository, string policy) => app.SetRepositoryPolicy(AwsKey.Admin, repository, policy, force: true);

    public static Task<AwsAnswer> SetRepositoryPolicy(this SlipwayApp app, AwsKey key, string repository, string policy, bool force) => app.Ecr(
        "SetRepositoryPolicy",
        JsonSerializer.Serialize(new { registryId = SlipwayApp.Account, repositoryName = repository, policyText = policy, force }),
        key,
        SlipwayApp.Region);

    public static async Task GivenRepositoryPolicy(this SlipwayApp app, string repository, params string[] statements) =>
        (await app.SetRepositoryPolicy(repository, Document(statements))).Expect(HttpStatusCode.OK);

    public static Task<AwsAnswer> PutRegistryPolicy(this SlipwayApp app, string policy) =>
        app.Ecr("PutRegistryPolicy", JsonSerializer.Serialize(new { policyText = policy }));

    public static async Task GivenRegistryPolicy(this SlipwayApp app, params string[] statements) =>
        (await app.PutRegistryPolicy(Document(statements))).Expect(HttpStatusCode.OK);

    public static async Task GivenSetting(this SlipwayApp app, string name, string value) =>
        (await app.Ecr("PutAccountSetting", JsonSerializer.Serialize(new { name, value }))).Expect(HttpStatusCode.OK);

    /// <summary>An operation on a repository of the home account, by anybody.</summary>
    public static Task<AwsAnswer> OnRepository(this SlipwayApp app, AwsKey key, string operation, string repository) =>
        app.Ecr(operation, $$"""{"registryId":"{{SlipwayApp.Account}}","repositoryName":"{{repository}}"}""", key, SlipwayApp.Region);

    /// <summary>Whether anybody may list the images of a repository of the home account by the API.</summary>
    public static async Task<bool> MayList(this SlipwayApp app, AwsKey key, string repository)
    {
        var answer = await app.OnRepository(key, "ListImages", repository);
        Assert.True(answer is { Status: 200 } or { Error: "AccessDeniedException" }, answer.Body);
        return answer.Status == 200;
    }

    /// <summary>A request to the home account's registry by its full name, with a token of anybody's.</summary>
    public static async Task<HttpStatusCode> AskRegistry(this SlipwayApp app, AwsKey key, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Host = $"{SlipwayApp.Account}.dkr.ecr.{SlipwayApp.Region}.localhost";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", await RegistryAttacker.LoginAsync(app, key));
        using var answer = await app.Send(request);
        return answer.StatusCode;
    }

    /// <summary>Whether anybody may pull a manifest of the home account's registry.</summary>
    public static async Task<bool> MayPull(this SlipwayApp app, AwsKey key, string repository, string reference)
    {
        var status = await app.AskRegistry(key, HttpMethod.Get, $"/v2/{repository}/manifests/{reference}");
        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Forbidden, status.ToString());
        return status is HttpStatusCode.OK;
    }
}

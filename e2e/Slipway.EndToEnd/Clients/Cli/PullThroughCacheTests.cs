using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients.Cli;

/// <summary>Rules of the pull-through cache as a user types them, with another server as the upstream.</summary>
public sealed class PullThroughCacheTests : IClassFixture<OwnServer>, IAsyncLifetime
{
    private readonly ServerProgram server;
    private readonly ServerProgram upstream = new();
    private readonly AwsCli aws;

    public PullThroughCacheTests(OwnServer own)
    {
        Tool.Require("aws", "skopeo");
        server = own.Program;
        aws = new(server);
    }

    public async ValueTask InitializeAsync() => await upstream.StartAsync();

    public ValueTask DisposeAsync() => upstream.DisposeAsync();

    [Fact]
    public async Task A_rule_is_made_validated_used_changed_and_deleted()
    {
        using var client = new Client(upstream.Url);
        await client.CreateRepository("team/web");
        Assert.True(await SmallImage.Random(new('c'), layers: 2, layerSize: 2000).Push(client, "team/web", "v1"));
        var right = await SecretAsync("right", await Password.OfAsync(upstream));
        var wrong = await SecretAsync("wrong", "nonsense");

        await RuleAsync("mirror", wrong);
        await aws.EcrFails("PullThroughCacheRuleAlreadyExistsException", "create-pull-through-cache-rule", "--ecr-repository-prefix", "mirror", "--upstream-registry-url", "quay.io");
        var refused = await aws.Ecr("validate-pull-through-cache-rule", "--ecr-repository-prefix", "mirror");
        Assert.False(refused.GetProperty("isValid").GetBoolean());
        Assert.NotEmpty(refused.GetProperty("failure").GetString()!);
        (await PullAsync("mirror/team/web:v1")).FailsWith("denied");

        await aws.Ecr("update-pull-through-cache-rule", "--ecr-repository-prefix", "mirror", "--credential-arn", right);
        Assert.True((await aws.Ecr("validate-pull-through-cache-rule", "--ecr-repository-prefix", "mirror")).GetProperty("isValid").GetBoolean());
        (await PullAsync("mirror/team/web:v1")).Succeeds();
        Assert.Equal("mirror/team/web", (await aws.Ecr("describe-repositories", "--repository-names", "mirror/team/web")).GetProperty("repositories")[0].GetProperty("repositoryName").GetString());

        await RuleAsync("other", right);
        var first = await aws.Ecr("describe-pull-through-cache-rules", "--page-size", "1", "--max-items", "1");
        var rest = await aws.Ecr("describe-pull-through-cache-rules", "--page-size", "1", "--starting-token", first.GetProperty("NextToken").GetString()!);
        Assert.Equal(["mirror", "other"], Prefixes(first).Concat(Prefixes(rest)));
        foreach (var prefix in new[] { "mirror", "other" }) await aws.Ecr("delete-pull-through-cache-rule", "--ecr-repository-prefix", prefix);
        await aws.EcrFails("PullThroughCacheRuleNotFoundException", "describe-pull-through-cache-rules", "--ecr-repository-prefixes", "mirror");
        // What was cached remains.
        (await PullAsync("mirror/team/web:v1")).Succeeds();
        (await PullAsync("mirror/team/web:v2")).FailsWith("manifest unknown");
    }

    private async Task<string> SecretAsync(string name, string password)
    {
        var value = JsonSerializer.Serialize(new Dictionary<string, string> { ["username"] = "AWS", ["accessToken"] = password });
        var made = await aws.RunAsync("secretsmanager", "create-secret", "--name", $"ecr-pullthroughcache/{name}", "--secret-string", value);
        return made.Succeeds().Json.GetProperty("ARN").GetString()!;
    }

    /// <summary>The command line would fetch a URL that is a parameter by itself.</summary>
    private Task<JsonElement> RuleAsync(string prefix, string secret) => aws.Ecr(
        "create-pull-through-cache-rule", "--cli-input-json",
        $$"""{"ecrRepositoryPrefix":"{{prefix}}","upstreamRegistryUrl":"{{upstream.Url.ToString().TrimEnd('/')}}","credentialArn":"{{secret}}"}""");

    private async Task<ToolResult> PullAsync(string image) => await Tool.RunAsync(
        "skopeo",
        ["--insecure-policy", "copy", "--src-tls-verify=false", "--src-creds", $"AWS:{await Password.OfAsync(server)}", $"docker://{server.Host}/{image}", $"oci:{server.DataFolder}/pulled:{Guid.NewGuid():N}"],
        server.ClientEnvironment);

    private static IEnumerable<string?> Prefixes(JsonElement page) => page.GetProperty("pullThroughCacheRules").EnumerateArray().Select(rule => rule.GetProperty("ecrRepositoryPrefix").GetString());
}

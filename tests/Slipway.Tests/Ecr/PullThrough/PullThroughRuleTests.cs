using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.PullThrough;

/// <summary>CreatePullThroughCacheRule, DescribePullThroughCacheRules, UpdatePullThroughCacheRule, DeletePullThroughCacheRule, ValidatePullThroughCacheRule.</summary>
public sealed class PullThroughRuleTests : IAsyncDisposable
{
    private readonly SlipwayApp app = PullThroughCalls.NewCache();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("public.ecr.aws", "ecr-public", false)]
    [InlineData("registry.k8s.io", "k8s", false)]
    [InlineData("quay.io", "quay", false)]
    [InlineData("registry-1.docker.io", "docker-hub", true)]
    [InlineData("ghcr.io", "github-container-registry", true)]
    [InlineData("registry.gitlab.com", "gitlab-container-registry", true)]
    [InlineData("team.azurecr.io", "azure-container-registry", true)]
    [InlineData("cgr.dev", "chainguard", true)]
    [InlineData("111111111111.dkr.ecr.eu-west-1.amazonaws.com", "ecr", true)]
    [InlineData("https://registry.example.com:5000/mirror", null, false)]
    public async Task The_upstream_is_known_by_its_address(string url, string? kind, bool needsSecret)
    {
        var arn = await app.CreateSecret("ecr-pullthroughcache/s", """{"username":"u","accessToken":"t"}""");
        var bare = await app.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","upstreamRegistryUrl":"{{url}}"}""");
        Assert.Equal(needsSecret ? "InvalidParameterException" : null, bare.Error);
        var rule = await app.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"other/","upstreamRegistryUrl":"{{url}}","credentialArn":"{{arn}}","upstreamRepositoryPrefix":"there"}""");
        rule.Expect(HttpStatusCode.OK);
        Assert.Equal(("other", url, "there", arn), (rule["ecrRepositoryPrefix"].GetString(), rule["upstreamRegistryUrl"].GetString(), rule["upstreamRepositoryPrefix"].GetString(), rule["credentialArn"].GetString()));
        Assert.Equal(kind, rule.Json.TryGetProperty("upstreamRegistry", out var found) ? found.GetString() : null);
    }

    [Theory]
    [InlineData(""","upstreamRegistryUrl":"ftp://example.com" """, "UnsupportedUpstreamRegistryException")]
    [InlineData(""","upstreamRegistryUrl":"https://me:secret@example.com" """, "UnsupportedUpstreamRegistryException")]
    [InlineData(""","upstreamRegistryUrl":"nowhere" """, "UnsupportedUpstreamRegistryException")]
    [InlineData(""","upstreamRegistryUrl":"quay.io","upstreamRegistry":"docker-hub" """, "UnsupportedUpstreamRegistryException")]
    [InlineData(""","upstreamRegistryUrl":"http://registry.example.com" """, "InvalidParameterException")]
    [InlineData(""","upstreamRegistryUrl":"quay.io","credentialArn":"arn:aws:secretsmanager:us-east-1:000000000000:secret:other/s-AbCdEf" """, "InvalidParameterException")]
    [InlineData(""","upstreamRegistryUrl":"quay.io","credentialArn":"arn:aws:secretsmanager:us-east-1:000000000000:secret:ecr-pullthroughcache/none" """, "SecretNotFoundException")]
    [InlineData(""","upstreamRegistryUrl":"quay.io","credentialArn":"arn:aws:secretsmanager:us-east-1:111111111111:secret:ecr-pullthroughcache/s" """, "SecretNotFoundException")]
    [InlineData(""","upstreamRegistryUrl":"quay.io","credentialArn":"arn:aws:secretsmanager:us-east-1:000000000000:secret:ecr-pullthroughcache/gone" """, "UnableToAccessSecretException")]
    [InlineData(""","upstreamRegistryUrl":"quay.io","customRoleArn":"arn:aws:iam::000000000000:role/r" """, "InvalidParameterException")]
    public async Task What_cannot_be_obeyed_is_refused(string members, string code)
    {
        await app.CreateSecret("ecr-pullthroughcache/s", "x");
        await app.CreateSecret("ecr-pullthroughcache/gone", "x");
        await app.Secrets("DeleteSecret", """{"SecretId":"ecr-pullthroughcache/gone"}""");
        Assert.Equal(code, (await app.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror"{{members}}}""")).Error);
        Assert.Equal(0, (await app.Ecr("DescribePullThroughCacheRules", "{}"))["pullThroughCacheRules"].GetArrayLength());
    }

    [Fact]
    public async Task Rules_are_described_changed_and_deleted()
    {
        await app.CreateRule("quay", "quay.io");
        (await app.Ecr("CreatePullThroughCacheRule", """{"ecrRepositoryPrefix":"quay/","upstreamRegistryUrl":"quay.io"}""")).IsRefused(
            "PullThroughCacheRuleAlreadyExistsException", "Pull through cache rule with prefix 'quay' already exists in the registry with id '000000000000'");
        await app.CreateRule("ROOT", "public.ecr.aws");
        app.Clock.Advance(TimeSpan.FromHours(1));
        var arn = await app.CreateSecret("ecr-pullthroughcache/s", "x");
        (await app.Ecr("UpdatePullThroughCacheRule", """{"ecrRepositoryPrefix":"quay"}""")).IsRefused(
            "InvalidParameterException", "Invalid input: Please set either credential arn or role arn to update the credentials");
        (await app.Ecr("UpdatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"quay","credentialArn":"{{arn}}"}""")).Expect(HttpStatusCode.OK);
        await app.Restart();

        var rules = await app.Ecr("DescribePullThroughCacheRules", """{"ecrRepositoryPrefixes":["quay"]}""");
        Assert.Equal((arn, "quay"), (rules["pullThroughCacheRules.0.credentialArn"].GetString(), rules["pullThroughCacheRules.0.upstreamRegistry"].GetString()));
        Assert.Equal(3600, rules["pullThroughCacheRules.0.updatedAt"].GetInt64() - rules["pullThroughCacheRules.0.createdAt"].GetInt64());
        var first = await app.Ecr("DescribePullThroughCacheRules", """{"maxResults":1}""");
        Assert.Equal("ROOT", first["pullThroughCacheRules.0.ecrRepositoryPrefix"].GetString());
        var second = await app.Ecr("DescribePullThroughCacheRules", $$"""{"maxResults":1,"nextToken":"{{first["nextToken"].GetString()}}"}""");
        Assert.Equal("quay", second["pullThroughCacheRules.0.ecrRepositoryPrefix"].GetString());

        (await app.Ecr("DeletePullThroughCacheRule", """{"ecrRepositoryPrefix":"quay"}""")).Expect(HttpStatusCode.OK);
        foreach (var operation in new[] { "DeletePullThroughCacheRule", "ValidatePullThroughCacheRule" })
        {
            (await app.Ecr(operation, """{"ecrRepositoryPrefix":"quay"}""")).IsRefused(
                "PullThroughCacheRuleNotFoundException", "The pull through cache rule with prefix 'quay' does not exist in the registry with id '000000000000'");
        }
    }

    [Theory]
    [InlineData("", null)]
    [InlineData(""","upstreamRepositoryPrefix":"ROOT" """, "ROOT")]
    [InlineData(""","upstreamRepositoryPrefix":"library/" """, "library")]
    public async Task A_prefix_at_the_upstream_is_told_as_it_was_named(string members, string? told)
    {
        (await app.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","upstreamRegistryUrl":"quay.io"{{members}}}""")).Expect(HttpStatusCode.OK);
        var rule = (await app.Ecr("DescribePullThroughCacheRules", "{}"))["pullThroughCacheRules.0"];
        Assert.Equal(told, rule.TryGetProperty("upstreamRepositoryPrefix", out var prefix) ? prefix.GetString() : null);
    }

    [Fact]
    public async Task A_registry_has_fifty_rules_at_most()
    {
        for (var i = 0; i < 50; i++) await app.CreateRule($"mirror-{i}", "quay.io");
        Assert.Equal("LimitExceededException", (await app.Ecr("CreatePullThroughCacheRule", """{"ecrRepositoryPrefix":"more","upstreamRegistryUrl":"quay.io"}""")).Error);
    }

    [Fact]
    public async Task A_rule_is_valid_when_its_upstream_takes_the_credentials()
    {
        await using var upstream = new SlipwayApp();
        var url = (await upstream.Url()).ToString().TrimEnd('/');
        await app.CreateRule("good", url, "AWS", await upstream.Token());
        await app.CreateRule("bad", url, "AWS", "guessed");
        await app.CreateRule("bare", url);
        await app.CreateRule("forbidden", url.Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal).Replace("http:", "https:", StringComparison.Ordinal));
        Assert.True((await Validate("good"))["isValid"].GetBoolean());
        foreach (var prefix in new[] { "bad", "bare", "forbidden" })
        {
            var answer = await Validate(prefix);
            Assert.False(answer["isValid"].GetBoolean());
            Assert.NotEmpty(answer["failure"].GetString()!);
            Assert.DoesNotContain("guessed", answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_secret_may_get_its_value_after_the_rule()
    {
        await using var upstream = new SlipwayApp();
        var url = (await upstream.Url()).ToString().TrimEnd('/');
        var arn = (await app.Secrets("CreateSecret", """{"Name":"ecr-pullthroughcache/later"}""")).Expect(HttpStatusCode.OK)["ARN"].GetString();
        (await app.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","upstreamRegistryUrl":"{{url}}","credentialArn":"{{arn}}"}""")).Expect(HttpStatusCode.OK);
        (await app.Ecr("UpdatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","credentialArn":"{{arn}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal($"the secret {arn} has no value yet", (await Validate("mirror"))["failure"].GetString());
        await Put("nonsense");
        Assert.Equal($"the secret {arn} is no JSON object with 'username' and 'accessToken'", (await Validate("mirror"))["failure"].GetString());
        await Put(System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { ["username"] = "AWS", ["accessToken"] = await upstream.Token() }));
        Assert.True((await Validate("mirror"))["isValid"].GetBoolean());

        async Task Put(string value) => (await app.Secrets(
            "PutSecretValue", $$"""{"SecretId":"{{arn}}","SecretString":{{System.Text.Json.JsonSerializer.Serialize(value)}} }""")).Expect(HttpStatusCode.OK);
    }

    private async Task<AwsAnswer> Validate(string prefix) =>
        (await app.Ecr("ValidatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"{{prefix}}"}""")).Expect(HttpStatusCode.OK);
}

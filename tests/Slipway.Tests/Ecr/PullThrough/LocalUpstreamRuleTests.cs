using System.Net;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.PullThrough;

/// <summary>CreatePullThroughCacheRule and UpdatePullThroughCacheRule, with upstreams that are registries of this server.</summary>
public sealed class LocalUpstreamRuleTests : IAsyncDisposable
{
    private const string Role = "arn:aws:iam::000000000000:role/cache";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task What_would_not_be_obeyed_is_refused()
    {
        var partner = await app.GivenAccount("partner");
        var secret = await app.CreateSecret("ecr-pullthroughcache/s", """{"username":"u","accessToken":"t"}""");
        var own = $"{partner}.dkr.ecr.us-east-1.{await app.Host()}";
        var aws = $"{partner}.dkr.ecr.us-east-1.amazonaws.com";
        foreach (var url in new[] { own, aws })
        {
            (await Create(url, "")).IsInvalid("customRoleArn", "must be given for an upstream registry of another account");
            foreach (var role in new[] { "cache", $"arn:aws:iam::{partner}:role/cache", "arn:aws:iam::000000000000:user/cache" })
                (await Create(url, $",\"customRoleArn\":\"{role}\"")).IsInvalid("customRoleArn", "must be the ARN of a role of the account 000000000000");
            Assert.Equal("UnsupportedUpstreamRegistryException", (await Create(url, $",\"customRoleArn\":\"{Role}\",\"upstreamRegistry\":\"quay\"")).Error);
        }

        (await Create(own, $",\"credentialArn\":\"{secret}\"")).IsInvalid("credentialArn", "must not be given for a registry of this server, which takes a role");
        // A port or a path that are not this server's name another one, and so does an account that is not here.
        foreach (var url in new[] { $"{own[..own.LastIndexOf(':')]}:1", $"{own}/x", $"{aws}:5000", "111111111111.dkr.ecr.us-east-1.amazonaws.com" })
            (await Create(url, $",\"customRoleArn\":\"{Role}\"")).IsInvalid("credentialArn", "must be given for this upstream registry");
        (await Create("000000000000.dkr.ecr.us-east-1.amazonaws.com", "")).IsInvalid("upstreamRegistryUrl", "is the registry itself");
        Assert.Equal(0, (await app.Ecr("DescribePullThroughCacheRules", "{}"))["pullThroughCacheRules"].GetArrayLength());
    }

    [Fact]
    public async Task With_a_secret_AWSs_name_means_AWS()
    {
        var partner = await app.GivenAccount("partner");
        var secret = await app.CreateSecret("ecr-pullthroughcache/s", """{"accessKeyId":"AKIA","secretAccessKey":"s"}""");
        (await Create($"{partner}.dkr.ecr.us-east-1.amazonaws.com", $",\"credentialArn\":\"{secret}\",\"customRoleArn\":\"arn:aws:iam::{partner}:role/there\"")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_role_is_told_changed_and_cannot_be_taken_off_where_it_is_needed()
    {
        var partner = await app.GivenAccount("partner");
        (await Create($"{partner}.dkr.ecr.us-east-1.amazonaws.com", $",\"customRoleArn\":\"{Role}\"")).Expect(HttpStatusCode.OK);
        Assert.Equal(Role, (await app.Ecr("DescribePullThroughCacheRules", "{}"))["pullThroughCacheRules.0.customRoleArn"].GetString());
        var changed = await app.Ecr("UpdatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","customRoleArn":"{{Role}}2"}""");
        Assert.Equal($"{Role}2", changed.Expect(HttpStatusCode.OK)["customRoleArn"].GetString());
        (await app.Ecr("UpdatePullThroughCacheRule", """{"ecrRepositoryPrefix":"mirror","customRoleArn":""}""")).IsInvalid(
            "customRoleArn", "must be given for an upstream registry of another account");
        Assert.Equal($"{Role}2", (await app.Ecr("DescribePullThroughCacheRules", "{}"))["pullThroughCacheRules.0.customRoleArn"].GetString());
    }

    [Fact]
    public async Task Whoever_gives_a_role_must_be_allowed_to_pass_it_to_the_cache()
    {
        var url = $"{await app.GivenAccount("partner")}.dkr.ecr.us-east-1.amazonaws.com";
        var bob = await app.GivenUserWith("bob", StsCalls.Document(
            StsCalls.Statement("Allow", "ecr:*", "*") + "," + $$"""{"Effect":"Allow","Action":"iam:PassRole","Resource":"{{Role}}","Condition":{"StringEquals":{"iam:PassedToService":"pullthroughcache.ecr.amazonaws.com"} } }"""));
        var other = $$"""{"ecrRepositoryPrefix":"mirror","upstreamRegistryUrl":"{{url}}","customRoleArn":"{{Role}}2"}""";
        Assert.Equal("AccessDeniedException", (await app.Ecr("CreatePullThroughCacheRule", other, bob, SlipwayApp.Region)).Error);
        (await app.Ecr("CreatePullThroughCacheRule", other.Replace("role/cache2", "role/cache", StringComparison.Ordinal), bob, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        Assert.Equal("AccessDeniedException", (await app.Ecr("UpdatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","customRoleArn":"{{Role}}2"}""", bob, SlipwayApp.Region)).Error);
    }

    private Task<AwsAnswer> Create(string url, string members) => app.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","upstreamRegistryUrl":"{{url}}"{{members}}}""");
}

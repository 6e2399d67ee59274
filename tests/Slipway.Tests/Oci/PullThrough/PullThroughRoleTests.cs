using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Oci.PullThrough;

/// <summary>Upstreams with ECR's API, whose passwords are had with a key, and as a role.</summary>
public sealed class PullThroughRoleTests : IAsyncDisposable
{
    private const string Role = "arn:aws:iam::000000000000:role/cache";

    private readonly SlipwayApp upstream = new();
    private readonly SlipwayApp app = PullThroughCalls.NewCache();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await upstream.DisposeAsync();
    }

    [Fact]
    public async Task An_image_is_pulled_with_a_key_and_no_password()
    {
        var digest = await GivenImage();
        await CreateRule(AwsKey.Admin, role: null);
        Assert.Equal(digest, RegistryRequests.DigestOf(await app.Get("/v2/mirror/team/web/manifests/v1").Bytes()));
    }

    [Fact]
    public async Task The_role_is_assumed_and_what_it_may_not_do_is_denied()
    {
        var digest = await GivenImage();
        var key = await upstream.GivenUser("cache", isAdministrator: false);
        (await upstream.Iam("CreateRole", "RoleName=cache", AwsCalls.Form("AssumeRolePolicyDocument", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:user/cache"},"Action":"sts:AssumeRole"}}"""))).Expect(HttpStatusCode.OK);
        await Allow("ecr:GetAuthorizationToken");
        var rule = await CreateRule(key, Role);
        Assert.Equal(Role, rule["customRoleArn"].GetString());
        Assert.Equal(Role, (await app.Ecr("DescribePullThroughCacheRules", "{}"))["pullThroughCacheRules.0.customRoleArn"].GetString());
        using (var denied = await app.Get("/v2/mirror/team/web/manifests/v1")) Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);

        await Allow("ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");
        Assert.Equal(digest, RegistryRequests.DigestOf(await app.Get("/v2/mirror/team/web/manifests/v1").Bytes()));
        await app.Arrived("mirror/team/web", "v1");

        // Without the role the key by itself may nothing.
        (await app.Ecr("UpdatePullThroughCacheRule", """{"ecrRepositoryPrefix":"mirror","customRoleArn":""}""")).Expect(HttpStatusCode.OK);
        Assert.False((await app.Ecr("ValidatePullThroughCacheRule", """{"ecrRepositoryPrefix":"mirror"}"""))["isValid"].GetBoolean());

        async Task Allow(params string[] actions) => (await upstream.Iam(
            "PutRolePolicy", "RoleName=cache", "PolicyName=p",
            AwsCalls.Form("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":{{JsonSerializer.Serialize(actions)}},"Resource":"*"} }"""))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_role_without_a_key_to_assume_it_with_is_refused()
    {
        var arn = await app.CreateSecret("ecr-pullthroughcache/s", """{"username":"u","accessToken":"t"}""");
        foreach (var secret in new[] { "", $",\"credentialArn\":\"{arn}\"" })
            Assert.Equal("InvalidParameterException", (await app.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","upstreamRegistryUrl":"quay.io","customRoleArn":"{{Role}}"{{secret}}}""")).Error);
    }

    private async Task<string> GivenImage()
    {
        await upstream.CreateRepository("team/web");
        return await upstream.PushImage("team/web", "v1", seed: 1);
    }

    private async Task<AwsAnswer> CreateRule(AwsKey key, string? role)
    {
        var arn = await app.CreateSecret("ecr-pullthroughcache/mirror", $$"""{"accessKeyId":"{{key.AccessKeyId}}","secretAccessKey":"{{key.SecretAccessKey}}"}""");
        var more = role is null ? "" : $",\"customRoleArn\":\"{role}\"";
        var url = (await upstream.Url()).ToString().TrimEnd('/');
        return (await app.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","upstreamRegistryUrl":"{{url}}","credentialArn":"{{arn}}"{{more}}}""")).Expect(HttpStatusCode.OK);
    }
}

using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Oci.PullThrough;

/// <summary>Upstreams that are registries of this server: of another region, and of another account.</summary>
public sealed class LocalUpstreamTests : IAsyncDisposable
{
    private const string Service = "pullthroughcache.ecr.amazonaws.com";
    private const string Home = $"{SlipwayApp.Account}.dkr.ecr.{SlipwayApp.Region}.amazonaws.com";
    private const string MayRead = """{"Effect":"Allow","Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"],"Resource":"*"}""";
    private const string Denied = "The upstream registry denied access: ";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("{0}.dkr.ecr.us-east-1.amazonaws.com")]
    [InlineData("https://{0}.dkr.ecr.us-east-1.amazonaws.com/")]
    [InlineData("{0}.dkr.ecr.us-east-1.{1}")]
    [InlineData("http://{0}.dkr.ecr.us-east-1.{1}")]
    [InlineData("{1}")]
    public async Task Another_regions_images_are_pulled_without_a_role(string url)
    {
        var (digest, child) = await GivenIndex();
        var dublin = new OtherRegistry(app, AwsKey.Admin, SlipwayApp.Account, "eu-west-1");
        var address = string.Format(System.Globalization.CultureInfo.InvariantCulture, url, SlipwayApp.Account, await app.Host());
        var rule = (await dublin.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","upstreamRegistryUrl":"{{address}}","upstreamRegistry":"ecr","upstreamRepositoryPrefix":"ROOT"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal((address, "ecr"), (rule["upstreamRegistryUrl"].GetString(), rule["upstreamRegistry"].GetString()));
        Assert.True((await dublin.Ecr("ValidatePullThroughCacheRule", """{"ecrRepositoryPrefix":"mirror"}"""))["isValid"].GetBoolean());

        Assert.Equal(digest, RegistryRequests.DigestOf(await dublin.Get("/v2/mirror/team/web/manifests/multi").Bytes()));
        Assert.Equal(digest, await dublin.Arrived("mirror/team/web", "multi"));
        await app.Ecr("DeleteRepository", """{"repositoryName":"team/web","force":true}""");
        await dublin.Get($"/v2/mirror/team/web/manifests/{child}").Bytes();
        Assert.Equal((404, "MANIFEST_UNKNOWN"), Short(await dublin.Refusal("mirror/team/web", "none")));
    }

    [Fact]
    public async Task Another_accounts_images_need_a_role_and_the_upstreams_consent()
    {
        await app.CreateRepository("team/web");
        var digest = await app.PushImage("team/web", "v1", seed: 1);
        var partner = await GivenPartner();
        var other = await partner.GivenRole("other", "ecr.amazonaws.com", MayRead);
        await Rule(partner, other);
        var role = await partner.GivenRole("cache", Service, """{"Effect":"Allow","Action":"ecr:BatchGetImage","Resource":"*"}""");
        await app.Ecr("SetRepositoryPolicy", Consent(SlipwayApp.Account));
        foreach (var (named, action) in new[] { (other, "ecr:BatchGetImage"), (role, "ecr:BatchGetImage") })
        {
            await Update(partner, named);
            var words = $"the role {named} cannot be assumed by {Service}, or is not authorized to perform {action} on arn:aws:ecr:us-east-1:000000000000:repository/";
            Assert.Equal((403, "DENIED", $"{Denied}{words}team/web"), await partner.Refusal("mirror/team/web", "v1"));
            Assert.Equal((403, "DENIED", $"{Denied}{words}team/none"), await partner.Refusal("mirror/team/none", "v1"));
            var invalid = await partner.Ecr("ValidatePullThroughCacheRule", """{"ecrRepositoryPrefix":"mirror"}""");
            Assert.Equal((false, $"{words}*"), (invalid["isValid"].GetBoolean(), invalid["failure"].GetString()));
        }

        (await app.Ecr("SetRepositoryPolicy", Consent(partner.Account))).Expect(HttpStatusCode.OK);
        Assert.True((await partner.Ecr("ValidatePullThroughCacheRule", """{"ecrRepositoryPrefix":"mirror"}"""))["isValid"].GetBoolean());
        // The manifest alone is no image.
        await partner.Get("/v2/mirror/team/web/manifests/v1").Bytes();
        using var layer = await partner.Get($"/v2/mirror/team/web/blobs/{RegistryRequests.DigestOf(RegistryRequests.RandomBytes(1, 1025))}");
        Assert.Equal(HttpStatusCode.Forbidden, layer.StatusCode);
        await partner.GivenRolePolicy("cache", MayRead);
        Assert.Equal(digest, (await partner.Pull("mirror/team/web", "v1")).Digest);
    }

    [Fact]
    public async Task A_registry_policy_is_consent_too()
    {
        await app.CreateRepository("team/web");
        var digest = await app.PushImage("team/web", "v1", seed: 1);
        var partner = await GivenPartner();
        await Rule(partner, await partner.GivenRole("cache", Service, MayRead));
        var policy = $$"""{"Version":"2012-10-17","Statement":[{"Sid":"s","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{partner.Account}}:root"},"Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer","ecr:BatchImportUpstreamImage","ecr:GetImageCopyStatus"],"Resource":"arn:aws:ecr:us-east-1:000000000000:repository/*"}]}""";
        (await app.Ecr("PutRegistryPolicy", $$"""{"policyText":{{JsonSerializer.Serialize(policy)}} }""")).Expect(HttpStatusCode.OK);
        Assert.Equal(digest, (await partner.Pull("mirror/team/web", "v1")).Digest);
    }

    [Fact]
    public async Task What_is_taken_away_holds_from_the_next_look_at_the_upstream_on()
    {
        await app.CreateRepository("team/web");
        var digest = await app.PushImage("team/web", "v1", seed: 1);
        var partner = await GivenPartner();
        await Rule(partner, await partner.GivenRole("cache", Service, MayRead));
        await app.Ecr("SetRepositoryPolicy", Consent(partner.Account));
        await partner.Pull("mirror/team/web", "v1");
        (await app.Ecr("DeleteRepositoryPolicy", """{"repositoryName":"team/web"}""")).Expect(HttpStatusCode.OK);
        await app.PushImage("team/web", "v2", seed: 2);
        Assert.Equal((403, "DENIED"), Short(await partner.Refusal("mirror/team/web", "v2")));
        // Nobody looks for a day.
        app.Clock.Advance(TimeSpan.FromHours(23));
        await partner.Get("/v2/mirror/team/web/manifests/v1").Bytes();
        app.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal((403, "DENIED"), Short(await partner.Refusal("mirror/team/web", "v1")));
        var byApi = (await partner.Ecr("BatchGetImage", $$"""{"repositoryName":"mirror/team/web","imageIds":[{"imageTag":"v1"},{"imageDigest":"{{digest}}"},{"imageTag":"v2"}]}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(["UpstreamAccessDenied", "UpstreamAccessDenied"], byApi["failures"].EnumerateArray().Select(failure => failure.GetProperty("failureCode").GetString()));
        // What lies in the cache is the cache's own.
        Assert.Equal(1, byApi["images"].GetArrayLength());
        await partner.Get($"/v2/mirror/team/web/manifests/{digest}").Bytes();

        (await app.Ecr("SetRepositoryPolicy", Consent(partner.Account))).Expect(HttpStatusCode.OK);
        Assert.Equal(digest, (await partner.Pull("mirror/team/web", "v1")).Digest);
        // Without the role nothing is asked for with it.
        (await partner.Iam("DeleteRolePolicy", "RoleName=cache", "PolicyName=only")).Expect(HttpStatusCode.OK);
        (await partner.Iam("DeleteRole", "RoleName=cache")).Expect(HttpStatusCode.OK);
        Assert.Equal((403, "DENIED"), Short(await partner.Refusal("mirror/team/web", "v2")));
    }

    [Fact]
    public async Task Denials_and_conditions_on_tags_hold_within_the_account_too()
    {
        await app.CreateRepository("team/web");
        foreach (var tag in new[] { "v1", "secret" }) await app.PushImage("team/web", tag, seed: 1);
        var dublin = new OtherRegistry(app, AwsKey.Admin, SlipwayApp.Account, "eu-west-1");
        (await dublin.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","upstreamRegistryUrl":"{{Home}}"}""")).Expect(HttpStatusCode.OK);
        await Deny("""{"Effect":"Deny","Principal":"*","Action":"ecr:BatchGetImage","Condition":{"StringEquals":{"slipway:ImageTag":"secret"}}}""");
        Assert.Equal((403, "DENIED"), Short(await dublin.Refusal("mirror/team/web", "secret")));
        await dublin.Pull("mirror/team/web", "v1");
        await Deny("""{"Effect":"Deny","Principal":"*","Action":"ecr:GetDownloadUrlForLayer"}""");
        await dublin.Get("/v2/mirror/team/web/manifests/secret").Bytes();

        // The same for a role, which may be given within the account as well.
        var role = await dublin.GivenRole("cache", Service, """{"Effect":"Allow","Action":"ecr:*","Resource":"*","Condition":{"StringLike":{"slipway:ImageTag":"v*"}}}""");
        (await dublin.Ecr("UpdatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","customRoleArn":"{{role}}"}""")).Expect(HttpStatusCode.OK);
        await app.Ecr("DeleteRepositoryPolicy", """{"repositoryName":"team/web"}""");
        Assert.Equal((404, "MANIFEST_UNKNOWN"), Short(await dublin.Refusal("mirror/team/web", "v7")));
        Assert.Equal((403, "DENIED"), Short(await dublin.Refusal("mirror/team/web", "other")));

        async Task Deny(string statement) => (await app.Ecr("SetRepositoryPolicy", Policy(statement))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Archived_images_are_not_there_and_pulls_are_recorded()
    {
        await app.CreateRepository("team/web");
        var digest = await app.PushImage("team/web", "v1", seed: 1);
        await app.PushImage("team/web", "old", seed: 2);
        var archived = await app.Ecr("DescribeImages", """{"repositoryName":"team/web","imageIds":[{"imageTag":"old"}]}""");
        (await app.Ecr("UpdateImageStorageClass", $$"""{"repositoryName":"team/web","imageId":{"imageDigest":"{{archived["imageDetails.0.imageDigest"].GetString()}}"},"targetStorageClass":"ARCHIVE"}""")).Expect(HttpStatusCode.OK);
        var dublin = new OtherRegistry(app, AwsKey.Admin, SlipwayApp.Account, "eu-west-1");
        (await dublin.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","upstreamRegistryUrl":"{{Home}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal((404, "MANIFEST_UNKNOWN"), Short(await dublin.Refusal("mirror/team/web", "old")));
        await dublin.Pull("mirror/team/web", "v1");
        for (var left = 200; left > 0; left--)
        {
            var image = (await app.Ecr("DescribeImages", $$"""{"repositoryName":"team/web","imageIds":[{"imageDigest":"{{digest}}"}]}"""))["imageDetails.0"];
            if (image.TryGetProperty("lastRecordedPullTime", out _)) return;
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Fail("The pull was not recorded.");
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Layers_come_through_whatever_key_they_lie_under(bool isSealedThere, bool isSealedHere)
    {
        var dublin = new OtherRegistry(app, AwsKey.Admin, SlipwayApp.Account, "eu-west-1");
        await Create("us-east-1", "team/web", isSealedThere);
        await app.PushImage("team/web", "v1", seed: 1);
        await app.PushImage("team/web", "v2", seed: 2);
        (await dublin.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","upstreamRegistryUrl":"{{Home}}"}""")).Expect(HttpStatusCode.OK);
        await Create("eu-west-1", "mirror/team/web", isSealedHere);
        var layer = RegistryRequests.RandomBytes(1, 1025);
        Assert.Equal(layer, (await dublin.Pull("mirror/team/web", "v1")).Layer);
        await app.Restart();
        Assert.Equal(layer, (await dublin.Pull("mirror/team/web", "v1")).Layer);
        foreach (var key in (await Kms("us-east-1", "ListKeys", "{}"))["Keys"].EnumerateArray())
            (await Kms("us-east-1", "DisableKey", $$"""{"KeyId":"{{key.GetProperty("KeyId").GetString()}}"}""")).Expect(HttpStatusCode.OK);
        if (isSealedThere) Assert.Equal((403, "DENIED"), Short(await dublin.Refusal("mirror/team/web", "v2")));
        // What has come lies under the key of its own repository.
        Assert.Equal(layer, (await dublin.Pull("mirror/team/web", "v1")).Layer);

        async Task Create(string region, string name, bool isSealed)
        {
            var key = isSealed ? (await Kms(region, "CreateKey", "{}")).Expect(HttpStatusCode.OK)["KeyMetadata.Arn"].GetString() : null;
            var encryption = key is null ? "" : $$""","encryptionConfiguration":{"encryptionType":"KMS","kmsKey":"{{key}}"}""";
            (await app.Ecr("CreateRepository", $$"""{"repositoryName":"{{name}}"{{encryption}}}""", AwsKey.Admin, region)).Expect(HttpStatusCode.OK);
        }

        Task<AwsAnswer> Kms(string region, string operation, string json) => app.Json("kms", $"TrentService.{operation}", json, AwsKey.Admin, region);
    }

    private static (int Status, string Code) Short((int Status, string Code, string Message) refusal) => (refusal.Status, refusal.Code);

    private async Task<OtherRegistry> GivenPartner()
    {
        var account = await app.GivenAccount("partner");
        return new(app, await app.GivenAdministrator(account, "paula"), account, SlipwayApp.Region);
    }

    private static async Task Rule(OtherRegistry cache, string role) => (await cache.Ecr(
        "CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","upstreamRegistryUrl":"{{Home}}","upstreamRegistry":"ecr","customRoleArn":"{{role}}"}""")).Expect(HttpStatusCode.OK);

    private static async Task Update(OtherRegistry cache, string role) =>
        (await cache.Ecr("UpdatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","customRoleArn":"{{role}}"}""")).Expect(HttpStatusCode.OK);

    private static string Consent(string account) => Policy(
        $$"""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{account}}:root"},"Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}""");

    private static string Policy(string statement) => JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["repositoryName"] = "team/web",
        ["policyText"] = $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""",
    });

    private async Task<(string Index, string Child)> GivenIndex()
    {
        await app.CreateRepository("team/web");
        var manifest = await app.PushLayers("team/web", 1);
        var child = await app.PushManifest("team/web", null, manifest, RegistryRequests.OciManifest);
        return (await app.PushManifest("team/web", "multi", Manifests.Index((child, manifest.Length)), RegistryRequests.OciIndex), child);
    }
}

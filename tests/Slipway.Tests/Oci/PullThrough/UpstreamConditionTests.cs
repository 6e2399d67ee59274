using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Oci.PullThrough;

/// <summary>What an upstream's policies ask about the cache's role, and what its account is told of it.</summary>
public sealed class UpstreamConditionTests : IAsyncDisposable
{
    private const string Service = "pullthroughcache.ecr.amazonaws.com";
    private const string Home = $"{SlipwayApp.Account}.dkr.ecr.{SlipwayApp.Region}.amazonaws.com";
    private const string MayRead = """{"Effect":"Allow","Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"],"Resource":"*"}""";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_roles_organization_opens_and_shuts()
    {
        var partner = await GivenPartner();
        await app.PushImage("team/web", "v1", seed: 1);
        await app.PushImage("team/web", "v2", seed: 2);
        var organization = (await app.Org("DescribeOrganization", new { })).Expect(HttpStatusCode.OK)["Organization.Id"].GetString();
        var ours = $$$"""{"StringEquals":{"aws:PrincipalOrgID":"{{{organization}}}"}}""";
        await Policy(Allow($$"""{"Effect":"Allow","Principal":"*","Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"],"Condition":{{ours}}}"""));
        await partner.Pull("mirror/team/web", "v1");
        await Policy(Allow(Consent(partner.Account), $$"""{"Effect":"Deny","Principal":"*","Action":"ecr:*","Condition":{{ours}}}"""));
        Assert.Equal((403, "DENIED"), Short(await partner.Refusal("mirror/team/web", "v2")));
    }

    [Fact]
    public async Task A_denial_of_what_is_not_encrypted_on_its_way_keeps_nobody_out()
    {
        var partner = await GivenPartner();
        await app.PushImage("team/web", "v1", seed: 1);
        await Policy(Allow(Consent(partner.Account), """{"Effect":"Deny","Principal":"*","Action":"ecr:*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}"""));
        await partner.Pull("mirror/team/web", "v1");
        var dublin = new OtherRegistry(app, AwsKey.Admin, SlipwayApp.Account, "eu-west-1");
        (await dublin.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","upstreamRegistryUrl":"{{Home}}"}""")).Expect(HttpStatusCode.OK);
        await dublin.Pull("mirror/team/web", "v1");
    }

    [Fact]
    public async Task A_denial_without_MFA_keeps_the_role_out_as_any_session_without_it()
    {
        var partner = await GivenPartner();
        await app.PushImage("team/web", "v1", seed: 1);
        await Policy(Allow(Consent(partner.Account), """{"Effect":"Deny","Principal":"*","Action":"ecr:*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}"""));
        Assert.Equal((403, "DENIED"), Short(await partner.Refusal("mirror/team/web", "v1")));
    }

    [Fact]
    public async Task Both_accounts_are_told_what_the_role_read()
    {
        var partner = await GivenPartner();
        var digest = await app.PushImage("team/web", "v1", seed: 1);
        Assert.Equal((403, "DENIED"), Short(await partner.Refusal("mirror/team/web", "v1")));
        await Policy(Allow(Consent(partner.Account)));
        await partner.Pull("mirror/team/web", "v1");

        var there = await Reads(AwsKey.Admin);
        Assert.Equal(3, there.Count);
        var image = Assert.Single(there, read => read.Text("eventName") == "BatchGetImage");
        Assert.Equal(digest, image.Text("requestParameters.imageIds.0.imageDigest"));
        Assert.Equal("v1", image.Text("requestParameters.imageIds.0.imageTag"));
        Assert.Equal("arn:aws:ecr:us-east-1:000000000000:repository/team/web", image.Text("resources.0.ARN"));
        Assert.Equal($"arn:aws:sts::{partner.Account}:assumed-role/cache/{Service}", image.Text("userIdentity.arn"));
        Assert.Equal(partner.RoleArn("cache"), image.Text("userIdentity.sessionContext.sessionIssuer.arn"));
        Assert.Equal((Service, SlipwayApp.Account), (image.Text("userAgent"), image.Text("recipientAccountId")));
        Assert.All(there.Where(read => read.Text("eventID") != image.Text("eventID")), read => Assert.Equal("GetDownloadUrlForLayer", read.Text("eventName")));

        // Who is refused learns of it, and not who refused.
        var here = (await Reads(partner.Key)).Where(read => read.Text("userAgent") == Service).ToList();
        Assert.Equal(4, here.Count);
        var refused = Assert.Single(here, read => read.Text("errorCode") == "AccessDeniedException");
        Assert.Contains("is not authorized to perform ecr:BatchGetImage", refused.Text("errorMessage"), StringComparison.Ordinal);
        // What lies in the cache is read there.
        await partner.Get("/v2/mirror/team/web/manifests/v1").Bytes();
        Assert.Equal(3, (await Reads(AwsKey.Admin)).Count);
    }

    [Fact]
    public async Task A_cache_without_a_role_is_named_for_what_it_is()
    {
        await app.CreateRepository("team/web");
        await app.PushImage("team/web", "v1", seed: 1);
        var dublin = new OtherRegistry(app, AwsKey.Admin, SlipwayApp.Account, "eu-west-1");
        (await dublin.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","upstreamRegistryUrl":"{{Home}}"}""")).Expect(HttpStatusCode.OK);
        await dublin.Pull("mirror/team/web", "v1");
        var reads = await Reads(AwsKey.Admin);
        Assert.Equal(3, reads.Count);
        Assert.All(reads, read => Assert.Equal(("AWSService", Service), (read.Text("userIdentity.type"), read.Text("userIdentity.invokedBy"))));
    }

    private async Task<List<JsonElement>> Reads(AwsKey key)
    {
        // What is not waited for is written before this.
        await app.CreateRepository($"after/{app.Ids.NewId():N}");
        List<JsonElement> reads = [];
        foreach (var name in new[] { "BatchGetImage", "GetDownloadUrlForLayer" })
        {
            var found = (await app.CloudTrail(key, "LookupEvents", $$"""{"LookupAttributes":[{"AttributeKey":"EventName","AttributeValue":"{{name}}"}]}""")).Expect(HttpStatusCode.OK);
            reads.AddRange(found["Events"].EnumerateArray().Select(read => JsonDocument.Parse(read.Text("CloudTrailEvent")!).RootElement));
        }

        return reads;
    }

    private static (int Status, string Code) Short((int Status, string Code, string Message) refusal) => (refusal.Status, refusal.Code);

    private async Task<OtherRegistry> GivenPartner()
    {
        await app.CreateRepository("team/web");
        var account = await app.GivenAccount("partner");
        OtherRegistry partner = new(app, await app.GivenAdministrator(account, "paula"), account, SlipwayApp.Region);
        var role = await partner.GivenRole("cache", Service, MayRead);
        (await partner.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","upstreamRegistryUrl":"{{Home}}","customRoleArn":"{{role}}"}""")).Expect(HttpStatusCode.OK);
        return partner;
    }

    private static string Consent(string account) =>
        $$$"""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{{account}}}:root"},"Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}""";

    private static string Allow(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    // The tests' own calls come without TLS, and would be shut out.
    private async Task Policy(string policy) => (await app.Ecr(
        "SetRepositoryPolicy", JsonSerializer.Serialize(new Dictionary<string, object> { ["repositoryName"] = "team/web", ["policyText"] = policy, ["force"] = true }))).Expect(HttpStatusCode.OK);
}

using System.Net;
using System.Text;
using System.Text.Json;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Replication.ReplicationCalls;

namespace Slipway.Tests.Ecr.Replication;

/// <summary>PutReplicationEndpoint and what follows from it: a second server as the destination, over a link that is cut.</summary>
public sealed class TwoServerTests : IAsyncLifetime
{
    private const string Destination = """{"region":"eu-west-1","registryId":"000000000000"}""";

    private readonly SlipwayApp source = new(new() { ["SLIPWAY_ALLOWED_HOSTS"] = "127.0.0.1", ["SLIPWAY_REMOTE_TIMEOUT"] = "2s" });
    private readonly SlipwayApp mirror = new(new() { ["SLIPWAY_REGION"] = Elsewhere });
    private CuttableLink link = null!;

    public async ValueTask InitializeAsync()
    {
        link = new((await mirror.Url()).Port);
        await source.CreateRepository("team/web");
        await Connect(AwsKey.Admin, "");
        await source.ReplicateTo([Elsewhere]);
    }

    public async ValueTask DisposeAsync()
    {
        await link.DisposeAsync();
        await source.DisposeAsync();
        await mirror.DisposeAsync();
    }

    [Fact]
    public async Task An_image_and_an_index_arrive_on_another_server()
    {
        var manifest = await source.PushLayers("team/web", 1);
        var child = await source.PushManifest("team/web", null, manifest, RegistryRequests.OciManifest);
        var index = await source.PushManifest("team/web", "v1", Manifests.Index((child, Encoding.UTF8.GetByteCount(manifest))), RegistryRequests.OciIndex);
        await source.Settled("team/web", "v1", "eu-west-1 COMPLETE");
        Assert.Equal(new[] { $"{index} [v1]", $"{child} []" }.Order(StringComparer.Ordinal), await mirror.Images("team/web", Elsewhere));
        using var layer = await Pull(LayerOf(1));
        Assert.Equal(HttpStatusCode.OK, layer.StatusCode);
        // Nothing of it was kept here under the other region's name.
        Assert.Empty(await source.Images("team/web", Elsewhere));
    }

    [Fact]
    public async Task Only_layers_that_are_missing_are_sent()
    {
        var config = Encoding.UTF8.GetBytes("{}");
        var large = RegistryRequests.RandomBytes(1, 3_000_000);
        var digests = (await source.PushBlob("team/web", config), await source.PushBlob("team/web", large));
        var manifest = Manifests.Image(digests.Item1, digests.Item2);
        await source.PushManifest("team/web", "v1", manifest, RegistryRequests.OciManifest);
        await source.Settled("team/web", "v1", "eu-west-1 COMPLETE");
        var before = link.Carried;
        Assert.InRange(before, large.Length, large.Length + 100_000);
        await source.PushManifest("team/web", "v2", manifest.Replace("\"schemaVersion\":2", "\"schemaVersion\":2,\"annotations\":{\"a\":\"b\"}", StringComparison.Ordinal), RegistryRequests.OciManifest);
        await source.Settled("team/web", "v2", "eu-west-1 COMPLETE");
        Assert.InRange(link.Carried - before, 1, 100_000);
    }

    [Fact]
    public async Task What_waits_for_a_cut_link_arrives_when_it_is_mended_and_in_its_order()
    {
        var first = await source.PushImage("team/web", "v1", 1);
        await source.Settled("team/web", first, "eu-west-1 COMPLETE");
        link.Cut();
        var second = await source.PushImage("team/web", "v1", 2);
        var third = await source.PushImage("team/web", "v1", 3);
        await Eventually(() => Task.FromResult(source.Log), log => log.Contains("was put off", StringComparison.Ordinal));
        await source.Settled("team/web", third, "eu-west-1 IN_PROGRESS");
        Assert.Equal([$"{first} [v1]"], await mirror.Images("team/web", Elsewhere));

        // A restart in between loses none of it.
        await source.Restart();
        link.Mend();
        await Later(() => source.Statuses("team/web", third), statuses => statuses.SequenceEqual(["eu-west-1 COMPLETE"]));
        await source.Settled("team/web", second, "eu-west-1 COMPLETE");
        Assert.Equal(
            new[] { $"{first} []", $"{second} []", $"{third} [v1]" }.Order(StringComparer.Ordinal), await mirror.Images("team/web", Elsewhere));
    }

    [Fact]
    public async Task A_link_that_breaks_in_the_middle_of_a_layer_leaves_nothing_broken()
    {
        var config = Encoding.UTF8.GetBytes("{}");
        var large = RegistryRequests.RandomBytes(1, 4_000_000);
        var manifest = Manifests.Image(await source.PushBlob("team/web", config), await source.PushBlob("team/web", large));
        link.CutAfter(1_500_000);
        await source.PushManifest("team/web", "v1", manifest, RegistryRequests.OciManifest);
        await Eventually(() => Task.FromResult(source.Log), log => log.Contains("was put off", StringComparison.Ordinal));
        Assert.Empty(await mirror.Images("team/web", Elsewhere));
        link.Mend();
        await Later(() => source.Statuses("team/web", "v1"), statuses => statuses.SequenceEqual(["eu-west-1 COMPLETE"]));
        using var layer = await Pull(RegistryRequests.DigestOf(large));
        Assert.Equal(large, await layer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_destination_that_stays_away_is_given_up_in_the_end()
    {
        link.Cut();
        await source.PushImage("team/web", "v1", 1);
        await Eventually(
            async () =>
            {
                source.Clock.Advance(TimeSpan.FromHours(12));
                await Task.Delay(100, CancellationToken.None);
                return await source.Statuses("team/web", "v1");
            },
            statuses => statuses.SequenceEqual(["eu-west-1 FAILED DestinationUnavailable"]));
    }

    [Fact]
    public async Task A_tag_that_must_not_move_there_stays_and_the_image_arrives()
    {
        (await mirror.Ecr("CreateRepository", """{"repositoryName":"team/web","imageTagMutability":"IMMUTABLE"}""", AwsKey.Admin, Elsewhere)).Expect(HttpStatusCode.OK);
        var first = await source.PushImage("team/web", "v1", 1);
        await source.Settled("team/web", first, "eu-west-1 COMPLETE");
        var second = await source.PushImage("team/web", "v1", 2);
        await source.Settled("team/web", second, "eu-west-1 COMPLETE");
        Assert.Equal(new[] { $"{first} [v1]", $"{second} []" }.Order(StringComparer.Ordinal), await mirror.Images("team/web", Elsewhere));
    }

    [Fact]
    public async Task Settings_go_over_the_link_and_a_policy_for_somebody_unknown_there_stays_behind()
    {
        (await source.Slipway(
            "PutReplicationOptions",
            $$"""{"destination":{{Destination}},"replicateSettings":["TAG_MUTABILITY","SCAN_ON_PUSH","LIFECYCLE_POLICY","REPOSITORY_POLICY","RESOURCE_TAGS"]}""")).Expect(HttpStatusCode.OK);
        await source.ChangeEverySetting(false);
        await source.PushImage("team/web", "v1", 1);
        await Same();
        await source.ChangeEverySetting(true);
        link.Cut();
        await source.ChangeEverySetting(false);
        await source.Restart();
        link.Mend();
        await Later(() => source.SettingsStatuses("team/web"), statuses => statuses.SequenceEqual(["eu-west-1 COMPLETE"]));
        await Same();

        (await source.Iam("CreateUser", "UserName=alice")).Expect(HttpStatusCode.OK);
        const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:user/alice"},"Action":"ecr:ListImages"}]}""";
        var before = await mirror.Settings("team/web", Elsewhere);
        (await source.Ecr("SetRepositoryPolicy", $$"""{"repositoryName":"team/web","policyText":{{JsonSerializer.Serialize(Policy)}} }""")).Expect(HttpStatusCode.OK);
        await Later(() => source.SettingsStatuses("team/web"), statuses => statuses.SequenceEqual(["eu-west-1 FAILED DestinationRefused"]));
        Assert.Equal(before, await mirror.Settings("team/web", Elsewhere));
        Assert.Contains("Invalid repository policy provided", source.Log, StringComparison.Ordinal);
        (await mirror.Iam("CreateUser", "UserName=alice")).Expect(HttpStatusCode.OK);
        await source.ChangeEverySetting(false);
        (await source.Ecr("SetRepositoryPolicy", $$"""{"repositoryName":"team/web","policyText":{{JsonSerializer.Serialize(Policy)}} }""")).Expect(HttpStatusCode.OK);
        await Same();
    }

    [Fact]
    public async Task Deletions_go_over_the_link_too()
    {
        (await source.Slipway("PutReplicationOptions", $$"""{"destination":{{Destination}},"replicateDeletions":true}""")).Expect(HttpStatusCode.OK);
        var one = await source.PushImage("team/web", "one", 1);
        await source.PushImage("team/web", "uno", 1);
        var two = await source.PushManifest("team/web", null, await source.PushLayers("team/web", 2), RegistryRequests.OciManifest);
        foreach (var digest in new[] { one, two }) await source.Settled("team/web", digest, "eu-west-1 COMPLETE");
        (await source.Ecr("BatchDeleteImage", $$"""{"repositoryName":"team/web","imageIds":[{"imageTag":"uno"},{"imageDigest":"{{two}}"}]}""")).Expect(HttpStatusCode.OK);
        await Eventually(() => mirror.Images("team/web", Elsewhere), images => images.SequenceEqual([$"{one} [one]"]));
    }

    [Fact]
    public async Task The_key_may_assume_a_role_there_and_needs_no_more_than_pushing()
    {
        var key = await mirror.GivenUser("replicator", isAdministrator: false);
        const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:user/replicator"},"Action":"sts:AssumeRole"}]}""";
        const string Push = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:GetAuthorizationToken","ecr:CreateRepository","ecr:BatchCheckLayerAvailability","ecr:BatchGetImage","ecr:GetDownloadUrlForLayer","ecr:InitiateLayerUpload","ecr:UploadLayerPart","ecr:CompleteLayerUpload","ecr:PutImage"],"Resource":"*"}]}""";
        (await mirror.Iam("CreateRole", "RoleName=replication", AwsCalls.Form("AssumeRolePolicyDocument", Trust))).Expect(HttpStatusCode.OK);
        (await mirror.Iam("PutRolePolicy", "RoleName=replication", "PolicyName=push", AwsCalls.Form("PolicyDocument", Push))).Expect(HttpStatusCode.OK);

        await Connect(key, "");
        await source.PushImage("team/web", "v1", 1);
        await Eventually(() => Task.FromResult(source.Log), log => log.Contains("(AccessDenied)", StringComparison.Ordinal));
        await Connect(key, ""","roleArn":"arn:aws:iam::000000000000:role/replication" """);
        await Later(() => source.Statuses("team/web", "v1"), statuses => statuses.SequenceEqual(["eu-west-1 COMPLETE"]));
    }

    [Fact]
    public async Task Endpoints_are_described_and_deleted_and_checked()
    {
        var described = (await source.Slipway("DescribeReplicationEndpoints", "{}")).Expect(HttpStatusCode.OK);
        Assert.Equal(link.Url, described["replicationEndpoints.0.apiEndpoint"].GetString());
        Assert.DoesNotContain(AwsKey.Admin.SecretAccessKey, described.Body, StringComparison.Ordinal);
        var secret = described["replicationEndpoints.0.credentialArn"].GetString();
        foreach (var url in new[] { "ftp://mirror", "https://user@mirror", "https://mirror/path", "mirror" })
            Assert.Equal("InvalidParameterException", (await source.Slipway("PutReplicationEndpoint", $$"""{"destination":{{Destination}},"apiEndpoint":"{{url}}","credentialArn":"{{secret}}"}""")).Error);
        const string Own = """{"region":"us-east-1","registryId":"000000000000"}""", NoSecret = "arn:aws:secretsmanager:us-east-1:000000000000:secret:none-abcdef";
        Assert.Equal("InvalidParameterException", (await source.Slipway("PutReplicationEndpoint", $$"""{"destination":{{Own}},"apiEndpoint":"https://mirror","credentialArn":"{{secret}}"}""")).Error);
        Assert.Equal("SecretNotFoundException", (await source.Slipway("PutReplicationEndpoint", $$"""{"destination":{{Destination}},"apiEndpoint":"https://mirror","credentialArn":"{{NoSecret}}"}""")).Error);

        (await source.Slipway("DeleteReplicationEndpoint", $$"""{"destination":{{Destination}}}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("ReplicationEndpointNotFoundException", (await source.Slipway("DeleteReplicationEndpoint", $$"""{"destination":{{Destination}}}""")).Error);
        // From now on the region is one of this server.
        var digest = await source.PushImage("team/web", "v1", 1);
        await source.Settled("team/web", "v1", "eu-west-1 COMPLETE");
        Assert.Equal([$"{digest} [v1]"], await source.Images("team/web", Elsewhere));
        Assert.Empty(await mirror.Images("team/web", Elsewhere));
    }

    private async Task Same()
    {
        var here = JsonSerializer.Serialize(await source.Settings("team/web", SlipwayApp.Region));
        await Eventually(async () => JsonSerializer.Serialize(await mirror.Settings("team/web", Elsewhere)), found => found == here);
    }

    private static string LayerOf(int seed) => RegistryRequests.DigestOf(RegistryRequests.RandomBytes(seed, 1024 + (seed % 1024)));

    private async Task<HttpResponseMessage> Pull(string layer)
    {
        var answer = (await mirror.Ecr("GetAuthorizationToken", "{}", AwsKey.Admin, Elsewhere)).Expect(HttpStatusCode.OK);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/team/web/blobs/{layer}");
        request.Headers.Authorization = new("Basic", answer["authorizationData.0.authorizationToken"].GetString());
        return await mirror.Send(request);
    }

    private async Task Connect(AwsKey key, string more)
    {
        var value = JsonSerializer.Serialize(new { accessKeyId = key.AccessKeyId, secretAccessKey = key.SecretAccessKey });
        var name = $"mirror-{key.AccessKeyId}";
        var created = await source.Json("secretsmanager", "secretsmanager.CreateSecret", JsonSerializer.Serialize(new { Name = name, SecretString = value }), AwsKey.Admin, SlipwayApp.Region);
        var arn = created.Status == 200
            ? created["ARN"].GetString()
            : (await source.Json("secretsmanager", "secretsmanager.DescribeSecret", JsonSerializer.Serialize(new { SecretId = name }), AwsKey.Admin, SlipwayApp.Region))["ARN"].GetString();
        (await source.Slipway("PutReplicationEndpoint", $$"""{"destination":{{Destination}},"apiEndpoint":"{{link.Url}}","registryEndpoint":"{{link.Url}}","credentialArn":"{{arn}}"{{more}}}""")).Expect(HttpStatusCode.OK);
    }

    /// <summary>Both clocks go on while it is waited for.</summary>
    private Task<T> Later<T>(Func<Task<T>> look, Func<T, bool> isRight) => Eventually(
        async () =>
        {
            source.Clock.Advance(TimeSpan.FromMinutes(16));
            mirror.Clock.Advance(TimeSpan.FromMinutes(16));
            await Task.Delay(100, CancellationToken.None);
            return await look();
        },
        isRight);
}

using System.Net;
using System.Text;
using System.Text.Json;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Replication.ReplicationCalls;

namespace Slipway.Tests.Ecr.Replication;

/// <summary>Destinations whose repositories are made by templates, also under keys of KMS.</summary>
public sealed class ReplicationTemplateTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_image_goes_into_a_repository_under_another_key_and_back()
    {
        var key = await KeyElsewhere();
        await SealedTemplate(key);
        await app.ReplicateTo([Elsewhere]);
        await app.CreateRepository("team/web");
        var layer = Encoding.ASCII.GetBytes(string.Join(' ', Enumerable.Repeat("plain here and sealed there", 5000)));
        var digest = await Push("team/web", layer, SlipwayApp.Region);
        await app.Settled("team/web", digest, "eu-west-1 COMPLETE");
        var made = (await app.Ecr("DescribeRepositories", """{"repositoryNames":["team/web"]}""", AwsKey.Admin, Elsewhere)).Expect(HttpStatusCode.OK);
        Assert.Equal("KMS", made["repositories.0.encryptionConfiguration.encryptionType"].GetString());
        Assert.Equal(layer, await Pull("team/web", layer, Elsewhere));

        // And from there into one that is not under the key.
        (await app.Ecr("PutReplicationConfiguration", Configuration(["us-west-2"]), AwsKey.Admin, Elsewhere)).Expect(HttpStatusCode.OK);
        var other = Encoding.ASCII.GetBytes(string.Join(' ', Enumerable.Repeat("sealed first and plain then", 5000)));
        await Push("team/web", other, Elsewhere);
        await Eventually(() => app.Images("team/web", "us-west-2"), images => images.Length == 1);
        Assert.Equal(other, await Pull("team/web", other, "us-west-2"));

        // With its key gone nothing can be read there, and what was copied before is as it was.
        (await app.Json("kms", "TrentService.DisableKey", $$"""{"KeyId":"{{key}}"}""", AwsKey.Admin, Elsewhere)).Expect(HttpStatusCode.OK);
        Assert.Equal(other, await Pull("team/web", other, "us-west-2"));
    }

    [Fact]
    public async Task A_template_whose_principal_is_gone_ends_as_a_failure()
    {
        (await app.Iam("CreateUser", "UserName=alice")).Expect(HttpStatusCode.OK);
        const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::000000000000:user/alice"},"Action":"ecr:BatchGetImage"}]}""";
        await Template($$""","repositoryPolicy":{{JsonSerializer.Serialize(Policy)}}""");
        (await app.Iam("DeleteUser", "UserName=alice")).Expect(HttpStatusCode.OK);
        await app.ReplicateTo([Elsewhere]);
        await app.CreateRepository("team/web");
        await app.PushImage("team/web", "v1", 1);
        await app.Settled("team/web", "v1", "eu-west-1 FAILED TemplateNotApplicable");
        Assert.Empty(await app.Images("team/web", Elsewhere));
    }

    [Fact]
    public async Task A_template_whose_key_is_gone_ends_as_a_failure_and_one_that_is_disabled_is_waited_for()
    {
        var key = await KeyElsewhere();
        await SealedTemplate(key);
        (await app.Json("kms", "TrentService.DisableKey", $$"""{"KeyId":"{{key}}"}""", AwsKey.Admin, Elsewhere)).Expect(HttpStatusCode.OK);
        await app.ReplicateTo([Elsewhere]);
        await app.CreateRepository("team/web");
        await app.PushImage("team/web", "v1", 1);
        await Eventually(() => Task.FromResult(app.Log), log => log.Contains("was put off (KmsError)", StringComparison.Ordinal));
        await app.Settled("team/web", "v1", "eu-west-1 IN_PROGRESS");
        (await app.Json("kms", "TrentService.EnableKey", $$"""{"KeyId":"{{key}}"}""", AwsKey.Admin, Elsewhere)).Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.Settled("team/web", "v1", "eu-west-1 COMPLETE");

        (await app.Ecr("DeleteRepository", """{"repositoryName":"team/web","force":true}""", AwsKey.Admin, Elsewhere)).Expect(HttpStatusCode.OK);
        (await app.Json("kms", "TrentService.ScheduleKeyDeletion", $$"""{"KeyId":"{{key}}","PendingWindowInDays":7}""", AwsKey.Admin, Elsewhere)).Expect(HttpStatusCode.OK);
        await Destroyed(key);
        // The token of before has expired.
        app.Logout();
        await app.PushImage("team/web", "v2", 2);
        await app.Settled("team/web", "v2", "eu-west-1 FAILED KmsError");
    }

    private async Task<string> KeyElsewhere() =>
        (await app.Json("kms", "TrentService.CreateKey", "{}", AwsKey.Admin, Elsewhere)).Expect(HttpStatusCode.OK)["KeyMetadata.Arn"].GetString()!;

    private async Task SealedTemplate(string key)
    {
        const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecr.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
        const string Rights = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:CreateRepository","kms:DescribeKey","kms:CreateGrant"],"Resource":"*"}]}""";
        (await app.Iam("CreateRole", "RoleName=templates", AwsCalls.Form("AssumeRolePolicyDocument", Trust))).Expect(HttpStatusCode.OK);
        (await app.Iam("PutRolePolicy", "RoleName=templates", "PolicyName=all", AwsCalls.Form("PolicyDocument", Rights))).Expect(HttpStatusCode.OK);
        await Template($$""","encryptionConfiguration":{"encryptionType":"KMS","kmsKey":"{{key}}"},"customRoleArn":"arn:aws:iam::000000000000:role/templates" """);
    }

    private async Task Destroyed(string key)
    {
        app.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromHours(1));
        await Eventually(
            async () =>
            {
                app.Clock.Advance(TimeSpan.FromMinutes(10));
                return (await app.Json("kms", "TrentService.DescribeKey", $$"""{"KeyId":"{{key}}"}""", AwsKey.Admin, Elsewhere)).Status;
            },
            status => status != 200);
    }

    private async Task Template(string more) => (await app.Ecr(
        "CreateRepositoryCreationTemplate", $$"""{"prefix":"team","appliedFor":["REPLICATION"]{{more}} }""", AwsKey.Admin, Elsewhere)).Expect(HttpStatusCode.OK);

    private async Task<string> Push(string repository, byte[] layer, string region)
    {
        var config = Encoding.UTF8.GetBytes("{}");
        foreach (var blob in new[] { config, layer })
        {
            var digest = RegistryRequests.DigestOf(blob);
            using var opened = await Send(HttpMethod.Post, $"/v2/{repository}/blobs/uploads/?digest={digest}", region, new ByteArrayContent(blob), "application/octet-stream");
            Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        }

        var manifest = Manifests.Image(RegistryRequests.DigestOf(config), RegistryRequests.DigestOf(layer));
        using var put = await Send(HttpMethod.Put, $"/v2/{repository}/manifests/v1", region, new ByteArrayContent(Encoding.UTF8.GetBytes(manifest)), RegistryRequests.OciManifest);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        return RegistryRequests.DigestOf(Encoding.UTF8.GetBytes(manifest));
    }

    private async Task<byte[]> Pull(string repository, byte[] layer, string region)
    {
        using var pulled = await Send(HttpMethod.Get, $"/v2/{repository}/blobs/{RegistryRequests.DigestOf(layer)}", region, null, null);
        Assert.Equal(HttpStatusCode.OK, pulled.StatusCode);
        return await pulled.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, string region, HttpContent? content, string? type)
    {
        var answer = (await app.Ecr("GetAuthorizationToken", "{}", AwsKey.Admin, region)).Expect(HttpStatusCode.OK);
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (type is not null) content!.Headers.ContentType = new(type);
        request.Headers.Host = $"000000000000.dkr.ecr.{region}.localhost";
        request.Headers.Authorization = new("Basic", answer["authorizationData.0.authorizationToken"].GetString());
        return await app.Send(request);
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Slipway.Tests.Support;

/// <summary>A registry of the server that is not its home's: of another account or region, with somebody who may do everything there.</summary>
internal sealed class OtherRegistry(SlipwayApp app, AwsKey key, string account, string region)
{
    public string Account => account;

    public AwsKey Key => key;

    public Task<AwsAnswer> Ecr(string operation, string json) => app.Ecr(operation, json, key, region);

    public Task<AwsAnswer> Iam(string operation, params string[] parameters) => app.Iam(key, operation, parameters);

    public string RoleArn(string name) => $"arn:aws:iam::{account}:role/{name}";

    /// <param name="service">Who may assume it.</param>
    /// <param name="statement">JSON: what it may do.</param>
    /// <returns>Its ARN.</returns>
    public async Task<string> GivenRole(string name, string service, string statement)
    {
        var trust = $$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{{service}}}"},"Action":"sts:AssumeRole"}]}""";
        (await Iam("CreateRole", $"RoleName={name}", AwsCalls.Form("AssumeRolePolicyDocument", trust))).Expect(HttpStatusCode.OK);
        await GivenRolePolicy(name, statement);
        return RoleArn(name);
    }

    public async Task GivenRolePolicy(string role, string statement) => (await Iam(
        "PutRolePolicy", $"RoleName={role}", "PolicyName=only", AwsCalls.Form("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}"""))).Expect(HttpStatusCode.OK);

    /// <summary>Asks the data plane, with a token of now.</summary>
    public Task<HttpResponseMessage> Get(string path) => Send(new(HttpMethod.Get, path));

    /// <summary>Pushes an image of an empty configuration and one layer.</summary>
    /// <returns>The manifest's digest.</returns>
    public async Task<string> Push(string repository, string tag, byte[] layer)
    {
        var config = "{}"u8.ToArray();
        foreach (var blob in new[] { config, layer }) await Push(HttpMethod.Post, $"/v2/{repository}/blobs/uploads/?digest={RegistryRequests.DigestOf(blob)}", blob, "application/octet-stream");
        var manifest = RegistryRequests.Bytes(Manifests.Image(RegistryRequests.DigestOf(config), RegistryRequests.DigestOf(layer)));
        await Push(HttpMethod.Put, $"/v2/{repository}/manifests/{tag}", manifest, RegistryRequests.OciManifest);
        return RegistryRequests.DigestOf(manifest);
    }

    /// <summary>Waits until the registry holds an image by itself.</summary>
    /// <returns>Its digest.</returns>
    public async Task<string> Arrived(string repository, string tag)
    {
        for (var left = 200; left > 0; left--)
        {
            var answer = await Ecr("DescribeImages", $$"""{"repositoryName":"{{repository}}","imageIds":[{"imageTag":"{{tag}}"}]}""");
            if (answer.Error is null) return answer["imageDetails.0.imageDigest"].GetString()!;
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"{repository}:{tag} did not arrive.\n{app.Log}");
        return "";
    }

    /// <summary>Pulls an image with its first layer, and waits until it is kept.</summary>
    /// <returns>The manifest's digest, and the layer.</returns>
    public async Task<(string Digest, byte[] Layer)> Pull(string repository, string tag)
    {
        var manifest = await Get($"/v2/{repository}/manifests/{tag}").Bytes();
        using var json = JsonDocument.Parse(manifest);
        var layer = json.RootElement.GetProperty("layers")[0].GetProperty("digest").GetString();
        var bytes = await Get($"/v2/{repository}/blobs/{layer}").Bytes();
        Assert.Equal(layer, RegistryRequests.DigestOf(bytes));
        var digest = RegistryRequests.DigestOf(manifest);
        await Arrived(repository, tag);
        return (digest, bytes);
    }

    /// <summary>A pull that is refused.</summary>
    public async Task<(int Status, string Code, string Message)> Refusal(string repository, string tag)
    {
        using var answer = await Get($"/v2/{repository}/manifests/{tag}");
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.False(answer.IsSuccessStatusCode);
        var error = body.RootElement.GetProperty("errors")[0];
        return ((int)answer.StatusCode, error.GetProperty("code").GetString()!, error.GetProperty("message").GetString()!);
    }

    private async Task Push(HttpMethod method, string path, byte[] content, string type)
    {
        using var answer = await Send(new(method, path) { Content = new ByteArrayContent(content) { Headers = { ContentType = new(type) } } });
        Assert.True(answer.StatusCode == HttpStatusCode.Created, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request)
    {
        var token = (await Ecr("GetAuthorizationToken", "{}")).Expect(HttpStatusCode.OK)["authorizationData.0.authorizationToken"].GetString();
        using (request)
        {
            (request.Headers.Host, request.Headers.Authorization) = ($"{account}.dkr.ecr.{region}.localhost", new AuthenticationHeaderValue("Basic", token));
            return await app.Send(request);
        }
    }
}

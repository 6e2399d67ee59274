using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.EndToEnd.Support;

/// <summary>Raw HTTP against a server: signed ECR calls, and registry requests with the admin's token.</summary>
public sealed class Client(Uri url) : IDisposable
{
    public const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    private static readonly Dictionary<string, string> Targets = new()
    {
        ["ecr"] = "AmazonEC2ContainerRegistry_V20150921",
        ["events"] = "AWSEvents",
        ["kms"] = "TrentService",
        ["secretsmanager"] = "secretsmanager",
        ["slipway"] = "Slipway_V20261120",
    };

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, MaxConnectionsPerServer = 256 })
    {
        BaseAddress = url,
        Timeout = TimeSpan.FromMinutes(10),
    };

    private AuthenticationHeaderValue? login;

    /// <summary>An ECR operation as the admin; anything but 200 fails the test.</summary>
    public Task<JsonElement> Ecr(string operation, string json) => Call("ecr", operation, json);

    /// <summary>The same in another region than the tests' usual one.</summary>
    public Task<JsonElement> EcrIn(string region, string operation, string json) => CallIn(region, "ecr", operation, json);

    public Task<(HttpStatusCode Status, string Body)> TryEcr(string operation, string json) => TryCall("ecr", operation, json);

    /// <summary>An operation of a service that speaks as ECR does.</summary>
    /// <param name="service">Its name in signatures.</param>
    public Task<JsonElement> Call(string service, string operation, string json) => CallIn("us-east-1", service, operation, json);

    public Task<(HttpStatusCode Status, string Body)> TryCall(string service, string operation, string json) => TryCallIn("us-east-1", service, operation, json);

    private async Task<JsonElement> CallIn(string region, string service, string operation, string json)
    {
        var (status, body) = await TryCallIn(region, service, operation, json);
        Assert.True(status == HttpStatusCode.OK, $"{operation} {json}: {status} {body}");
        return JsonDocument.Parse(body.Length == 0 ? "{}" : body).RootElement;
    }

    private async Task<(HttpStatusCode Status, string Body)> TryCallIn(string region, string service, string operation, string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new("application/x-amz-json-1.1");
        request.Headers.Add("X-Amz-Target", $"{Targets[service]}.{operation}");
        AwsSigner.Sign(request, bytes, AwsKey.Admin, service, region, TimeProvider.System.GetUtcNow());
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public Task CreateRepository(string name) => Ecr("CreateRepository", $$"""{"repositoryName":"{{name}}"}""");

    public async Task Login()
    {
        var token = (await Ecr("GetAuthorizationToken", "{}")).GetProperty("authorizationData")[0].GetProperty("authorizationToken").GetString();
        login = new("Basic", token);
    }

    /// <summary>A registry request; the caller disposes of the answer.</summary>
    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? content)
    {
        if (login is null) await Login();
        using var request = new HttpRequestMessage(method, new Uri(url, path)) { Content = content };
        request.Headers.Authorization = login;
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public Task<HttpResponseMessage> Get(string path) => Send(HttpMethod.Get, path, null);

    /// <returns>The status; the answer's body is read and dropped.</returns>
    public async Task<HttpStatusCode> StatusOf(HttpMethod method, string path)
    {
        using var answer = await Send(method, path, null);
        await answer.Content.CopyToAsync(Stream.Null);
        return answer.StatusCode;
    }

    /// <summary>Opens an upload.</summary>
    /// <returns>Where to send the bytes.</returns>
    public async Task<string> OpenUpload(string repository)
    {
        using var opened = await Send(HttpMethod.Post, $"/v2/{repository}/blobs/uploads/", null);
        Assert.True(opened.StatusCode == HttpStatusCode.Accepted, $"{opened.StatusCode}: {await opened.Content.ReadAsStringAsync()}");
        return opened.Headers.Location!.ToString();
    }

    public async Task<string> PushBlob(string repository, byte[] content)
    {
        var digest = DigestOf(content);
        using var done = await Send(HttpMethod.Put, With(await OpenUpload(repository), $"digest={digest}"), new ByteArrayContent(content));
        Assert.True(done.StatusCode == HttpStatusCode.Created, $"{done.StatusCode}: {await done.Content.ReadAsStringAsync()}");
        return digest;
    }

    /// <returns>The status and the manifest's digest.</returns>
    public async Task<(HttpStatusCode Status, string Digest)> PutManifest(string repository, string? tag, byte[] manifest)
    {
        var digest = DigestOf(manifest);
        var content = new ByteArrayContent(manifest) { Headers = { ContentType = new(ManifestType) } };
        using var put = await Send(HttpMethod.Put, $"/v2/{repository}/manifests/{tag ?? digest}", content);
        await put.Content.CopyToAsync(Stream.Null);
        return (put.StatusCode, digest);
    }

    /// <summary>Pulls an image as a client does and checks every byte of it.</summary>
    public async Task PullAndCheck(string repository, string digest)
    {
        var manifest = await ReadChecked($"/v2/{repository}/manifests/{digest}", digest);
        var json = JsonDocument.Parse(manifest).RootElement;
        foreach (var blob in json.GetProperty("layers").EnumerateArray().Append(json.GetProperty("config")))
        {
            var needed = blob.GetProperty("digest").GetString()!;
            await ReadChecked($"/v2/{repository}/blobs/{needed}", needed);
        }
    }

    public static string With(string location, string query) => location + (location.Contains('?', StringComparison.Ordinal) ? '&' : '?') + query;

    public static string DigestOf(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    public void Dispose() => http.Dispose();

    private async Task<byte[]> ReadChecked(string path, string digest)
    {
        using var answer = await Get(path);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        var content = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(digest, DigestOf(content));
        return content;
    }
}

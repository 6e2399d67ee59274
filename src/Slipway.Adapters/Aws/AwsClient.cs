using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Slipway.Adapters.Http;
using Slipway.Adapters.Remotes;
using Slipway.Registry.Remotes;
using Slipway.Wire.SigV4;

namespace Slipway.Adapters.Aws;

/// <summary>Signed calls to AWS endpoints of other servers; to no address that may not be asked, and never through a redirect.</summary>
internal sealed class AwsClient : IDisposable
{
    private const int MostBytes = 1 << 20;

    private readonly HttpMessageInvoker http;
    private readonly AllowedHosts allowed;
    private readonly RemoteLimits limits;
    private readonly TimeProvider clock;

    public AwsClient(CheckedConnections connections, AllowedHosts allowed, RemoteLimits limits, TimeProvider clock)
    {
        (this.allowed, this.limits, this.clock) = (allowed, limits, clock);
        http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = limits.Patience,
            ConnectCallback = connections.ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
    }

    /// <summary>A call of ECR.</summary>
    /// <exception cref="AwsRefusal">It was refused in the service's words.</exception>
    /// <exception cref="RemoteFailureException">It got no answer that means anything.</exception>
    public async ValueTask<JsonElement> EcrAsync(Uri url, OutgoingKey key, string region, string operation, string json, CancellationToken ct)
    {
        var (status, body) = await SendAsync(url, key, OutgoingSignature.ScopeOf(region, "ecr", clock.GetUtcNow()), "application/x-amz-json-1.1", $"AmazonEC2ContainerRegistry_V20150921.{operation}", json, ct);
        try
        {
            var answer = JsonDocument.Parse(body, new() { MaxDepth = 32 }).RootElement;
            return status == HttpStatusCode.OK ? answer : throw RefusalOf(url, answer);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            throw RemoteFaults.Invalid(url, $"answers {(int)status} and no JSON");
        }
    }

    /// <summary>A call of STS, form-encoded.</summary>
    /// <inheritdoc cref="EcrAsync"/>
    public async ValueTask<XElement> StsAsync(Uri url, OutgoingKey key, string region, string form, CancellationToken ct)
    {
        var (status, body) = await SendAsync(url, key, OutgoingSignature.ScopeOf(region, "sts", clock.GetUtcNow()), "application/x-www-form-urlencoded", null, form, ct);
        try
        {
            var answer = XElement.Parse(Encoding.UTF8.GetString(body));
            return status == HttpStatusCode.OK ? answer : throw new AwsRefusal(url, Text(answer, "Code") ?? "Unknown", Text(answer, "Message") ?? "");
        }
        catch (XmlException)
        {
            throw RemoteFaults.Invalid(url, $"answers {(int)status} and no XML");
        }
    }

    /// <returns>The text of the first element of this name; null when there is none.</returns>
    public static string? Text(XElement answer, string name) => answer.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    public void Dispose() => http.Dispose();

    private static AwsRefusal RefusalOf(Uri url, JsonElement answer)
    {
        var type = answer.TryGetProperty("__type", out var code) ? code.GetString() ?? "" : "";
        var message = answer.TryGetProperty("message", out var text) || answer.TryGetProperty("Message", out text) ? text.GetString() ?? "" : "";
        return new(url, type[(type.IndexOf('#', StringComparison.Ordinal) + 1)..].Split(':')[0], message);
    }

    private async ValueTask<(HttpStatusCode Status, byte[] Body)> SendAsync(
        Uri url, OutgoingKey key, CredentialScope scope, string contentType, string? target, string body, CancellationToken ct)
    {
        if (url.Scheme != Uri.UriSchemeHttps && !allowed.Contains(url.Host))
            throw new RemoteFailureException(RemoteFault.Forbidden, $"{url.Authority} is asked without TLS only when SLIPWAY_ALLOWED_HOSTS names the host", null);
        var bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(bytes) { Headers = { ContentType = new(contentType) } } };
        KeyValuePair<string, string>[] headers = target is null ? [] : [new("x-amz-target", target)];
        foreach (var (name, value) in OutgoingSignature.Sign(url, contentType, headers, bytes, key, scope, clock.GetUtcNow())) request.Headers.TryAddWithoutValidation(name, value);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(limits.Patience);
        try
        {
            using var answer = await http.SendAsync(request, patience.Token);
            if (answer.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError) throw RemoteFaults.Of(answer, url, clock.GetUtcNow());
            return (answer.StatusCode, await RemoteContent.ReadAsync(answer, url, MostBytes, limits.Patience, patience.Token));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            throw RemoteFaults.Of(fault, url);
        }
    }
}

/// <summary>Another server refused a call; the code is its own.</summary>
internal sealed class AwsRefusal(Uri url, string code, string message) : Exception($"{url.Authority} refuses with {code}: {message}")
{
    public string Code => code;

    public RemoteFailureException ToFailure() => new(FaultOf(code), Message, this);

    private static RemoteFault FaultOf(string code) => code switch
    {
        "AccessDenied" or "AccessDeniedException" or "UnrecognizedClientException" or "InvalidClientTokenId" or "InvalidSignatureException" or "SignatureDoesNotMatch"
            or "ExpiredTokenException" or "ExpiredToken" or "IncompleteSignature" or "IncompleteSignatureException" or "MissingAuthenticationTokenException" => RemoteFault.AccessDenied,
        "ThrottlingException" or "Throttling" or "TooManyRequestsException" => RemoteFault.TooManyRequests,
        _ => RemoteFault.Invalid,
    };
}

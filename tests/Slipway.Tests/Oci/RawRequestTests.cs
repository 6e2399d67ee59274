using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Slipway.Tests.Support;

namespace Slipway.Tests.Oci;

/// <summary>Requests that no well-behaved client library would send, byte for byte.</summary>
public sealed class RawRequestTests(RegistryFixture registry) : IClassFixture<RegistryFixture>
{
    private readonly SlipwayApp app = registry.App;

    // The target is judged as it was sent, not as a server or a proxy would have put it right.
    [Theory]
    [InlineData("/v2/team/app-1/../app-1/manifests/latest", 400, "NAME_INVALID")]
    [InlineData("/v2/team/./app-1/manifests/latest", 400, "NAME_INVALID")]
    [InlineData("/v2/team/%2e%2e/team/app-1/manifests/latest", 400, "NAME_INVALID")]
    [InlineData("/v2/team%2fapp-1/manifests/latest", 400, "NAME_INVALID")]
    [InlineData("/v2/team/app-1/blobs/uploads/..%2f..%2f..", 404, "BLOB_UPLOAD_UNKNOWN")]
    [InlineData("/v2/team/app-1/manifests/%2e%2e", 404, "MANIFEST_UNKNOWN")]
    [InlineData("/v2/team/app-1/manifests/a%00b", 404, "MANIFEST_UNKNOWN")]
    [InlineData("/v2/team//app-1/manifests/latest", 400, "NAME_INVALID")]
    [InlineData("/v2/x/../team/app-1/tags/list", 400, "NAME_INVALID")]
    public async Task A_hostile_path_is_refused_in_the_specifications_JSON(string target, int status, string code)
    {
        await registry.NewRepository();
        var answer = await Exchange($"GET {target} HTTP/1.1\r\n{await Head()}\r\n");
        // A path that the server itself refuses has no body; whatever has one is JSON.
        if (answer.Contains("400 Bad Request", StringComparison.Ordinal) && !answer.Contains('{', StringComparison.Ordinal)) return;
        Assert.True(answer.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 404 ", StringComparison.Ordinal), answer);
        Assert.DoesNotContain("<", answer, StringComparison.Ordinal);
        if (answer.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal)) Assert.Contains($"\"{code}\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_in_absolute_form_means_its_path()
    {
        var answer = await Exchange($"GET http://{await app.Host()}/v2/ HTTP/1.1\r\n{await Head()}\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_waits_for_100_is_refused_without_sending_its_body()
    {
        var answer = await Exchange($"PATCH /v2/team/nowhere/blobs/uploads/1 HTTP/1.1\r\n{await Head()}Content-Length: 1000000000\r\nExpect: 100-continue\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 404 ", answer, StringComparison.Ordinal);
        Assert.Contains("NAME_UNKNOWN", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_sends_on_gets_its_refusal_first()
    {
        var answer = await Exchange($"PUT /v2/team/nowhere/manifests/latest HTTP/1.1\r\n{await Head()}Content-Length: 1000000000\r\n\r\n{new string('x', 100_000)}");
        Assert.StartsWith("HTTP/1.1 404 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_breaks_the_rules_of_chunks_is_refused_in_the_specifications_JSON()
    {
        var repository = await registry.NewRepository();
        var location = await app.StartUpload(repository);
        var answer = await Exchange($"PATCH {location} HTTP/1.1\r\n{await Head()}Transfer-Encoding: chunked\r\n\r\nnonsense\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("BLOB_UPLOAD_INVALID", answer, StringComparison.Ordinal);
    }

    private async Task<string> Head() =>
        $"Host: {await app.Host()}\r\nAuthorization: Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes($"AWS:{await app.Token()}"))}\r\n";

    /// <summary>Sends, and reads the head of the answer and as much body as it announces.</summary>
    private async Task<string> Exchange(string request)
    {
        var url = await app.Url();
        using var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        var answer = new StringBuilder();
        var buffer = new byte[8192];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!IsWhole(answer.ToString()))
        {
            var read = await stream.ReadAsync(buffer, patience.Token);
            if (read == 0) break;
            answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return answer.ToString();
    }

    private static bool IsWhole(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return false;
        var at = answer.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        if (at < 0 || at > end) return true;
        var length = int.Parse(answer.AsSpan(at + 16, answer.IndexOf("\r\n", at, StringComparison.Ordinal) - at - 16), CultureInfo.InvariantCulture);
        return answer.Length - end - 4 >= length;
    }
}

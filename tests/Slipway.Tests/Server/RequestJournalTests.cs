using System.Net;
using System.Net.Sockets;
using System.Text;
using Slipway.Tests.Support;

namespace Slipway.Tests.Server;

public sealed class RequestJournalTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    [Fact]
    public async Task The_line_of_a_call_says_who_asked_for_what_and_how_it_ended()
    {
        var answer = await app.Ecr("DescribeRepositories", """{"repositoryNames":["no/such"]}""");
        var line = await LineWithAsync(answer.Http.Headers.GetValues("x-amzn-RequestId").Single());
        Assert.Contains("POST / 400 ", line, StringComparison.Ordinal);
        Assert.Contains("principal=arn:aws:iam::000000000000:user/admin action=ecr:DescribeRepositories error=RepositoryNotFoundException", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_which_may_hold_a_signature_is_not_logged()
    {
        using var answer = await app.Send(new(HttpMethod.Get, "/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Signature=abcdef"));
        Assert.DoesNotContain("abcdef", await LineWithAsync(answer.Headers.GetValues("x-amzn-RequestId").Single()), StringComparison.Ordinal);
        Assert.DoesNotContain("abcdef", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_cannot_begin_a_line_of_its_own()
    {
        using var answer = await app.Send(new(HttpMethod.Get, "/a%0A2026-01-01T00:00:00.000Z%20GET%20/forged%201b%1b"));
        var line = await LineWithAsync(answer.Headers.GetValues("x-amzn-RequestId").Single());
        Assert.Contains(@"/a\u000a2026", line, StringComparison.Ordinal);
        Assert.Contains(@"\u001b", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400")]
    [InlineData("BROKEN\r\n\r\n", "400")]
    [InlineData("GET /v2/ HTTP/1.1\r\n\r\n", "400")]
    [InlineData("PUT /v2/a/blobs/uploads/x HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "400")]
    public async Task What_breaks_the_rules_of_http_is_refused_without_a_word_about_the_server(string request, string status)
    {
        var url = await app.Url();
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, url.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(socket.GetStream());
        var answer = await reader.ReadToEndAsync();
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", answer, StringComparison.OrdinalIgnoreCase);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<string> LineWithAsync(string requestId)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (app.Log.Split('\n').FirstOrDefault(line => line.Contains(requestId, StringComparison.Ordinal) && line.Contains(" ms=", StringComparison.Ordinal)) is { } line) return line;
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        throw new TimeoutException($"No line with {requestId}:\n{app.Log}");
    }
}

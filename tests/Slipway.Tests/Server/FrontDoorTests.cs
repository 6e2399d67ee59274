using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Server;

public sealed class FrontDoorTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task A_running_server_is_live_and_ready(string path)
    {
        using var answer = await app.Send(new(HttpMethod.Get, path));
        Assert.Equal((HttpStatusCode.OK, "ok\n"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/index.html")]
    [InlineData("/v1/_ping")]
    public async Task What_is_no_call_gets_a_clear_answer_and_never_html(string path)
    {
        using var answer = await app.Send(new(HttpMethod.Get, path));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Contains("/v2/", body.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(answer.Headers.GetValues("x-amzn-RequestId").Single(), body.GetProperty("requestId").GetString());
    }

    [Fact]
    public async Task Health_is_only_read()
    {
        using var answer = await app.Send(new(HttpMethod.Put, "/healthz"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task No_answer_tells_which_server_gave_it()
    {
        using var answer = await app.Send(new(HttpMethod.Get, "/healthz"));
        Assert.False(answer.Headers.Contains("Server"));
        Assert.True(answer.Headers.Contains("Date"));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

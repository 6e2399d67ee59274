using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Slipway.Tests.Support;

namespace Slipway.Tests.Oci.PullThrough;

/// <summary>Upstreams that are slow, break off, lie, refuse, redirect, or do not end.</summary>
public sealed class OddUpstreamTests : IAsyncLifetime
{
    private static readonly byte[] Config = "{}"u8.ToArray();
    private static readonly byte[] Layer = RegistryRequests.RandomBytes(5, 9_000_000);
    private static readonly string LayerDigest = RegistryRequests.DigestOf(Layer);
    private static readonly string BlobPath = $"/v2/team/web/blobs/{LayerDigest}";

    private readonly SlipwayApp app = PullThroughCalls.NewCache();
    private OddRegistry odd = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        odd = await OddRegistry.StartAsync();
        odd.Serve("team/web", "v1", Config, Layer);
        await app.CreateRule("odd", odd.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await odd.DisposeAsync();
    }

    [Fact]
    public async Task The_first_bytes_come_while_the_rest_is_still_being_fetched_and_all_share_one_fetch()
    {
        var rest = new TaskCompletionSource();
        odd.Hold(BlobPath, Layer, rest.Task);
        await app.Get("/v2/odd/team/web/manifests/v1").Bytes();
        using var first = await app.Get($"/v2/odd/team/web/blobs/{LayerDigest}");
        using var second = await app.Get($"/v2/odd/team/web/blobs/{LayerDigest}");
        var leaver = await app.Get($"/v2/odd/team/web/blobs/{LayerDigest}");
        var stream = await first.Content.ReadAsStreamAsync(Ct);
        var start = new byte[900];
        await stream.ReadExactlyAsync(start, Ct);
        Assert.Equal(Layer[..900], start);
        Assert.False(rest.Task.IsCompleted);
        // Who leaves stops nobody else.
        leaver.Dispose();
        rest.SetResult();

        using var kept = new MemoryStream();
        await stream.CopyToAsync(kept, Ct);
        Assert.Equal(Layer[900..], kept.ToArray());
        Assert.Equal(Layer, await second.Content.ReadAsByteArrayAsync(Ct));
        await app.Arrived("odd/team/web", "v1");
        Assert.Equal(Layer, await app.Get($"/v2/odd/team/web/blobs/{LayerDigest}").Bytes());
        Assert.Equal(1, odd.Count($"GET {BlobPath}"));
    }

    [Fact]
    public async Task Ranges_are_served_while_the_blob_comes()
    {
        odd.Answers[BlobPath] = async http =>
        {
            http.Response.ContentLength = Layer.Length;
            for (var at = 0; at < Layer.Length; at += 1_000_000)
            {
                await http.Response.Body.WriteAsync(Layer.AsMemory(at, Math.Min(1_000_000, Layer.Length - at)), Ct);
                await Task.Delay(20, Ct);
            }
        };
        await app.Get("/v2/odd/team/web/manifests/v1").Bytes();
        foreach (var (from, to) in new[] { (8_999_000, 8_999_999), (0, 99), (5_000_000, 5_000_999) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/odd/team/web/blobs/{LayerDigest}");
            request.Headers.Range = new(from, to);
            using var answer = await app.Registry(request);
            Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
            Assert.Equal(Layer[from..(to + 1)], await answer.Content.ReadAsByteArrayAsync(Ct));
        }
    }

    [Fact]
    public async Task A_connection_that_breaks_is_taken_up_where_it_broke()
    {
        var received = 0;
        odd.Answers[BlobPath] = async http =>
        {
            var from = (int)(http.Request.GetTypedHeaders().Range?.Ranges.First().From ?? 0);
            if (from > 0) http.Response.StatusCode = 206;
            if (from > 0) http.Response.Headers.ContentRange = $"bytes {from}-{Layer.Length - 1}/{Layer.Length}";
            http.Response.ContentLength = Layer.Length - from;
            await http.Response.Body.WriteAsync(Layer.AsMemory(from, Math.Min(4_000_000, Layer.Length - from)), Ct);
            await http.Response.Body.FlushAsync(Ct);
            if (from + 4_000_000 >= Layer.Length) return;
            // A reset throws away what was sent and not yet read: it comes when most of it has arrived.
            while (Volatile.Read(ref received) < from + 3_000_000) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, http.RequestAborted);
            http.Abort();
        };
        await app.Get("/v2/odd/team/web/manifests/v1").Bytes();
        using var answer = await app.Get($"/v2/odd/team/web/blobs/{LayerDigest}");
        var (stream, layer) = (await answer.Content.ReadAsStreamAsync(Ct), new byte[Layer.Length]);
        while (received < layer.Length) Volatile.Write(ref received, received + await stream.ReadAtLeastAsync(layer.AsMemory(received), 1, cancellationToken: Ct));
        Assert.Equal(Layer, layer);
    }

    [Theory]
    [InlineData("other bytes")]
    [InlineData("cut off")]
    [InlineData("too long")]
    [InlineData("endless")]
    [InlineData("stalled")]
    public async Task Of_wrong_bytes_the_client_never_gets_the_last_and_nothing_is_kept(string what)
    {
        var wrong = (byte[])Layer.Clone();
        wrong[100] ^= 1;
        odd.Answers[BlobPath] = async http =>
        {
            if (what is "other bytes") await OddRegistry.Bytes(http, wrong);
            else if (what is "too long") await OddRegistry.Bytes(http, [.. Layer, .. Layer]);
            else if (what is "endless")
                for (var piece = new byte[1 << 16]; !http.RequestAborted.IsCancellationRequested;) await http.Response.Body.WriteAsync(piece, http.RequestAborted);
            else
            {
                http.Response.ContentLength = Layer.Length;
                await http.Response.Body.WriteAsync(Layer.AsMemory(0, 5000), Ct);
                await http.Response.Body.FlushAsync(Ct);
                if (what is "stalled") await Task.Delay(Timeout.Infinite, http.RequestAborted);
                http.Abort();
            }
        };
        await app.Get("/v2/odd/team/web/manifests/v1").Bytes();
        byte[] got = [];
        try
        {
            using var answer = await app.Get($"/v2/odd/team/web/blobs/{LayerDigest}");
            if (answer.IsSuccessStatusCode)
            {
                got = await answer.Content.ReadAsByteArrayAsync(Ct);
                Assert.Fail($"{got.Length} bytes came as a whole answer.");
            }
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            // As it should be.
        }

        for (var left = 200; left > 0 && !app.Log.Contains("could not be cached", StringComparison.Ordinal); left--) await Task.Delay(50, Ct);
        Assert.Contains("could not be cached", app.Log, StringComparison.Ordinal);
        Assert.Equal("ImageNotFoundException", (await app.Ecr("DescribeImages", """{"repositoryName":"odd/team/web","imageIds":[{"imageTag":"v1"}]}""")).Error);
        Assert.Equal("UNAVAILABLE", (await app.Ecr("BatchCheckLayerAvailability", $$"""{"repositoryName":"odd/team/web","layerDigests":["{{LayerDigest}}"]}"""))["layers.0.layerAvailability"].GetString());
        // Once the upstream is right again, so is the pull.
        odd.ServeBlob("team/web", Layer);
        Assert.Equal(Layer, await app.Get($"/v2/odd/team/web/blobs/{LayerDigest}").Bytes());
    }

    [Theory]
    [InlineData(401, 403, "DENIED")]
    [InlineData(429, 429, "TOOMANYREQUESTS")]
    [InlineData(500, 503, "UNAVAILABLE")]
    public async Task What_the_upstream_answers_is_told_when_nothing_is_cached(int status, int expected, string code)
    {
        odd.Answers["/v2/team/web/manifests/v1"] = OddRegistry.Status(status);
        using var answer = await app.Get("/v2/odd/team/web/manifests/v1");
        Assert.Equal(expected, (int)answer.StatusCode);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal(code, body.RootElement.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_upstream_that_has_had_too_much_is_left_alone_for_as_long_as_it_asks()
    {
        await app.Get("/v2/odd/team/web/manifests/v1").Bytes();
        await app.Arrived("odd/team/web", "v1");
        app.Clock.Advance(TimeSpan.FromDays(2));
        app.Logout();
        odd.Requests.Clear();
        odd.Answers["/v2/team/web/manifests/v1"] = http =>
        {
            http.Response.Headers.RetryAfter = "600";
            return OddRegistry.Status(429)(http);
        };
        // Until its import has ended to the last note, an image that has just come is not looked at again.
        for (var i = 0; i < 500 && odd.Requests.IsEmpty; i++) await app.Get("/v2/odd/team/web/manifests/v1").Bytes();
        for (var i = 0; i < 2; i++) await app.Get("/v2/odd/team/web/manifests/v1").Bytes();
        Assert.Single(odd.Requests);
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        await app.Get("/v2/odd/team/web/manifests/v1").Bytes();
        Assert.Equal(2, odd.Requests.Count);
    }

    [Fact]
    public async Task A_manifest_that_is_too_large_is_refused()
    {
        odd.Answers["/v2/team/web/manifests/v1"] = http => OddRegistry.Bytes(http, new byte[5 << 20]);
        using var answer = await app.Get("/v2/odd/team/web/manifests/v1");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task A_pull_that_was_cut_by_a_restart_succeeds_afterwards()
    {
        odd.Answers[BlobPath] = async http =>
        {
            http.Response.ContentLength = Layer.Length;
            await http.Response.Body.WriteAsync(Layer.AsMemory(0, 5_000_000), Ct);
            await http.Response.Body.FlushAsync(Ct);
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        };
        await app.Get("/v2/odd/team/web/manifests/v1").Bytes();
        using (var cut = await app.Get($"/v2/odd/team/web/blobs/{LayerDigest}")) await (await cut.Content.ReadAsStreamAsync(Ct)).ReadExactlyAsync(new byte[1000], Ct);
        await app.Restart();
        odd.ServeBlob("team/web", Layer);
        await app.Get("/v2/odd/team/web/manifests/v1").Bytes();
        Assert.Equal(Layer, await app.Get($"/v2/odd/team/web/blobs/{LayerDigest}").Bytes());
        await app.Arrived("odd/team/web", "v1");
    }

    [Fact]
    public async Task A_host_that_is_not_allowed_is_not_reached_by_a_redirect()
    {
        odd.Answers[BlobPath] = http =>
        {
            http.Response.Redirect($"{odd.OtherUrl}{BlobPath}?x");
            return Task.CompletedTask;
        };
        await app.Get("/v2/odd/team/web/manifests/v1").Bytes();
        using var answer = await app.Get($"/v2/odd/team/web/blobs/{LayerDigest}");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain(odd.Requests, request => request.EndsWith("?x", StringComparison.Ordinal));
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using Slipway.Tests.Support;

namespace Slipway.Tests.Server;

public sealed partial class MetricsTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    [Fact]
    public async Task The_page_is_well_formed_and_counts_requests_by_kind()
    {
        await app.CreateRepository("metrics/test");
        await app.PushImage("metrics/test", "v1", seed: 1);
        using var missing = await app.Get("/v2/metrics/test/manifests/none");

        var page = await ReadAsync();
        var lines = page.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Matches(Line(), line));
        Assert.Equal(1, Value(lines, "slipway_http_request_duration_seconds_count{kind=\"manifests\",method=\"PUT\",status=\"2xx\"}"));
        Assert.Equal(1, Value(lines, "slipway_http_request_duration_seconds_count{kind=\"manifests\",method=\"GET\",status=\"4xx\"}"));
        Assert.Equal(1, Value(lines, "slipway_http_request_duration_seconds_bucket{kind=\"manifests\",method=\"PUT\",status=\"2xx\",le=\"+Inf\"}"));
        Assert.True(Value(lines, "process_resident_memory_bytes") > 1_000_000);
        Assert.True(Value(lines, "slipway_data_free_bytes") > 0);
    }

    [Fact]
    public async Task A_strangers_paths_and_methods_add_no_series()
    {
        for (var i = 0; i < 20; i++)
        {
            using var answer = await app.Send(new(new HttpMethod($"METHOD{i}"), $"/nowhere/{i}"));
        }

        Assert.Single((await ReadAsync()).Split('\n'), line => line.StartsWith("slipway_http_request_duration_seconds_count", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<string> ReadAsync()
    {
        using var answer = await app.Send(new(HttpMethod.Get, "/metrics"));
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        return await answer.Content.ReadAsStringAsync();
    }

    private static double Value(string[] lines, string series) =>
        double.Parse(lines.Single(line => line.StartsWith(series + " ", StringComparison.Ordinal))[(series.Length + 1)..], CultureInfo.InvariantCulture);

    [GeneratedRegex("""^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? -?[0-9.E+-]+)$""")]
    private static partial Regex Line();
}

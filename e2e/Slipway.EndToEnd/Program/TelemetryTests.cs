using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Program;

/// <summary>Traces and metrics go to a collector when OpenTelemetry's own variables say so.</summary>
public sealed class TelemetryTests : IDisposable
{
    private const string Endpoint = "http://127.0.0.1:47318/";

    private readonly HttpListener collector = new() { Prefixes = { Endpoint } };
    private readonly ConcurrentDictionary<string, string> received = new();

    public TelemetryTests()
    {
        collector.Start();
        _ = CollectAsync();
    }

    [Fact]
    public async Task Traces_and_metrics_arrive_at_the_collector_that_the_variables_name()
    {
        await using var server = new ServerProgram(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", Endpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_SERVICE_NAME", "my-registry"), ("OTEL_METRIC_EXPORT_INTERVAL", "500"));
        await server.StartAsync();
        using var client = new Client(server.Url);
        await client.CreateRepository("otel/test");
        Assert.Equal(0, await server.StopAsync());

        Assert.Contains("ecr:CreateRepository", received["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("my-registry", received["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", received["/v1/metrics"], StringComparison.Ordinal);
    }

    public void Dispose() => collector.Close();

    private async Task CollectAsync()
    {
        while (collector.IsListening)
        {
            try
            {
                var exchange = await collector.GetContextAsync();
                using var reader = new StreamReader(exchange.Request.InputStream, Encoding.Latin1);
                var text = await reader.ReadToEndAsync();
                received.AddOrUpdate(exchange.Request.Url!.AbsolutePath, text, (_, before) => before + text);
                exchange.Response.Close();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}

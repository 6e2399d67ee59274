using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Slipway.Server.Telemetry;

/// <summary>
/// Sends traces and metrics by OTLP when the standard <c>OTEL_</c> variables ask for it; the library reads their
/// details (protocol, headers, sampler, resource) itself. Otherwise none of it is loaded.
/// </summary>
internal sealed class OpenTelemetryExport : IDisposable
{
    private readonly TracerProvider? traces;
    private readonly MeterProvider? metrics;

    private OpenTelemetryExport(bool withTraces, bool withMetrics)
    {
        var resource = ResourceBuilder.CreateEmpty().AddService("slipway", serviceVersion: ProgramVersion.Text).AddTelemetrySdk().AddEnvironmentVariableDetector();
        if (withTraces)
        {
            traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
                .AddSource("Microsoft.AspNetCore", "Slipway").AddOtlpExporter().Build();
        }

        if (withMetrics)
        {
            metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
                .AddMeter("Slipway", "Slipway.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime").AddOtlpExporter().Build();
        }
    }

    /// <returns>null when nobody asked.</returns>
    public static OpenTelemetryExport? StartIfAsked(Func<string, string?> setting)
    {
        if (string.Equals(setting("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase)) return null;
        var (withTraces, withMetrics) = (IsAsked("TRACES"), IsAsked("METRICS"));
        return withTraces || withMetrics ? new(withTraces, withMetrics) : null;

        bool IsAsked(string signal) =>
            (!string.IsNullOrEmpty(setting("OTEL_EXPORTER_OTLP_ENDPOINT")) || !string.IsNullOrEmpty(setting($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT")))
            && setting($"OTEL_{signal}_EXPORTER") is null or "" or "otlp";
    }

    /// <summary>Sends what is left.</summary>
    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
    }
}

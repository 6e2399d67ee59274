using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Slipway.Server.Telemetry;

/// <summary>
/// Keeps the current values of the program's own instruments (meters named <c>Slipway</c> or <c>Slipway.…</c>) for the
/// metrics page. Counters and gauges only: what is measured by histogram here is <see cref="RequestMetrics"/>'s.
/// </summary>
internal sealed class MeterReader : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<(string Name, string Labels), Value> values = new();

    public MeterReader()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Slipway" || instrument.Meter.Name.StartsWith("Slipway.", StringComparison.Ordinal)) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.Start();
    }

    public void Write(StringBuilder page)
    {
        listener.RecordObservableInstruments();
        foreach (var instrument in values.OrderBy(entry => entry.Key).GroupBy(entry => entry.Key.Name))
        {
            page.Append(CultureInfo.InvariantCulture, $"# HELP {instrument.Key} {instrument.First().Value.Help}\n# TYPE {instrument.Key} {instrument.First().Value.Type}\n");
            foreach (var (key, value) in instrument) page.Append(CultureInfo.InvariantCulture, $"{key.Name}{key.Labels} {value.Read()}\n");
        }
    }

    public void Dispose() => listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var isCounter = instrument.GetType().Name.Contains("Counter", StringComparison.Ordinal) && !instrument.GetType().Name.Contains("UpDown", StringComparison.Ordinal);
        var name = instrument.Name.Replace('.', '_') + (isCounter && !instrument.Name.EndsWith("_total", StringComparison.Ordinal) ? "_total" : "");
        var entry = values.GetOrAdd((name, LabelsOf(tags)), static (_, made) => made, new Value(isCounter ? "counter" : "gauge", instrument.Description ?? instrument.Name));
        // Counters report what came on top; gauges and everything observable report what is.
        if (instrument.IsObservable || instrument.GetType().Name.StartsWith("Gauge", StringComparison.Ordinal)) entry.Set(value);
        else entry.Add(value);
    }

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        var labels = new StringBuilder("{");
        foreach (var (key, value) in tags)
        {
            if (labels.Length > 1) labels.Append(',');
            var text = Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            labels.Append(key.Replace('.', '_')).Append("=\"").Append(text).Append('"');
        }

        return labels.Append('}').ToString();
    }

    private sealed class Value(string type, string help)
    {
        private readonly Lock gate = new();
        private double current;

        public string Type => type;

        public string Help => help;

        public void Set(double value)
        {
            lock (gate) current = value;
        }

        public void Add(double value)
        {
            lock (gate) current += value;
        }

        public double Read()
        {
            lock (gate) return current;
        }
    }
}

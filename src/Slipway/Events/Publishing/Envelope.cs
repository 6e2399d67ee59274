using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Slipway.Wire.Eventing;

namespace Slipway.Events.Publishing;

/// <summary>The JSON of an event as rules and targets see it ("Event structure" in the EventBridge user guide).</summary>
internal static class Envelope
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1000 };

    public static string Of(ServiceEvent one)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("version", "0");
            json.WriteString("id", one.Id.ToString());
            json.WriteString("detail-type", one.DetailType);
            json.WriteString("source", one.Source);
            json.WriteString("account", one.Account);
            json.WriteString("time", one.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteString("region", one.Region);
            json.WriteStartArray("resources");
            foreach (var resource in one.Resources) json.WriteStringValue(resource);
            json.WriteEndArray();
            json.WritePropertyName("detail");
            json.WriteRawValue(one.Detail);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Slipway.Events.Connections;

namespace Slipway.Events.Destinations;

/// <summary>A connection's parameters in the body: members of what is sent, where that is an object.</summary>
internal static class BodyParameters
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string AddTo(string input, IReadOnlyList<InvocationParameter> parameters)
    {
        if (parameters.Count == 0 || JsonTexts.TryReadObject(input) is not { } root) return input;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Relaxed))
        {
            json.WriteStartObject();
            foreach (var member in root.EnumerateObject().Where(member => !parameters.Any(one => member.NameEquals(one.Key)))) member.WriteTo(json);
            foreach (var parameter in parameters.DistinctBy(one => one.Key)) json.WriteString(parameter.Key, parameter.Value);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

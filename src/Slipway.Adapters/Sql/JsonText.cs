using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Slipway.Adapters.Sql;

/// <summary>Small lists and maps that are only read whole, as JSON in a text column.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(IReadOnlyCollection<string> list)
    {
        if (list.Count == 0) return "[]";
        return Write(writer =>
        {
            writer.WriteStartArray();
            foreach (var item in list) writer.WriteStringValue(item);
            writer.WriteEndArray();
        });
    }

    public static string Of(IReadOnlyCollection<KeyValuePair<string, string>> map)
    {
        if (map.Count == 0) return "{}";
        return Write(writer =>
        {
            writer.WriteStartObject();
            foreach (var (key, value) in map) writer.WriteString(key, value);
            writer.WriteEndObject();
        });
    }

    public static IReadOnlyList<string> List(string json)
    {
        if (json == "[]") return [];
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(item => item.GetString()!)];
    }

    public static Dictionary<string, string> Map(string? json)
    {
        Dictionary<string, string> map = new(StringComparer.Ordinal);
        if (json is null or "{}") return map;
        using var document = JsonDocument.Parse(json);
        foreach (var member in document.RootElement.EnumerateObject()) map[member.Name] = member.Value.GetString()!;
        return map;
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Options)) write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

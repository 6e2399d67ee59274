using System.Text;
using System.Text.Json;

namespace Slipway.Registry.Scanning;

/// <summary>Keeps a registry's rules for scans, as one of its documents.</summary>
public sealed class ScanningSettings(IRegistryDocumentStore documents, TimeProvider clock)
{
    private const string Kind = "scanning";

    /// <summary>The default where none were put.</summary>
    public async ValueTask<ScanningRules> FindAsync(RegistryScope registry, CancellationToken ct) =>
        await documents.FindAsync(registry, Kind, ct) is { } content ? Read(content) : ScanningRules.Default;

    public ValueTask PutAsync(RegistryScope registry, ScanningRules rules, CancellationToken ct) =>
        documents.PutAsync(registry, Kind, Write(rules), clock.GetUtcNow(), ct);

    private static string Write(ScanningRules rules)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", rules.Type.ToString());
            json.WriteStartArray("rules");
            foreach (var rule in rules.Rules)
            {
                json.WriteStartObject();
                json.WriteString("frequency", rule.Frequency.ToString());
                json.WriteStartArray("filters");
                foreach (var filter in rule.Filters) json.WriteStringValue(filter);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static ScanningRules Read(string content)
    {
        using var document = JsonDocument.Parse(content);
        var root = document.RootElement;
        return new(
            Enum.Parse<ScanType>(root.GetProperty("type").GetString()!),
            [.. root.GetProperty("rules").EnumerateArray().Select(rule => new ScanningRule(
                Enum.Parse<ScanFrequency>(rule.GetProperty("frequency").GetString()!),
                [.. rule.GetProperty("filters").EnumerateArray().Select(filter => filter.GetString()!)]))]);
    }
}

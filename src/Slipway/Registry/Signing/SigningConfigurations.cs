using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Slipway.Registry.Signing;

/// <summary>The signing configurations of the registries, kept as documents.</summary>
public sealed class SigningConfigurations(IRegistryDocumentStore documents, TimeProvider clock)
{
    private const string Kind = "signing-configuration";

    /// <returns>null when there is none.</returns>
    public async ValueTask<SigningConfiguration?> FindAsync(RegistryScope registry, CancellationToken ct) =>
        await documents.FindAsync(registry, Kind, ct) is { } text ? Read(text) : null;

    public ValueTask PutAsync(RegistryScope registry, SigningConfiguration configuration, CancellationToken ct) =>
        documents.PutAsync(registry, Kind, Write(configuration), clock.GetUtcNow(), ct);

    /// <returns>What was there; null when there was none.</returns>
    public async ValueTask<SigningConfiguration?> DeleteAsync(RegistryScope registry, CancellationToken ct) =>
        await documents.DeleteAsync(registry, Kind, ct) is { } text ? Read(text) : null;

    private static SigningConfiguration Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        return new([.. document.RootElement.EnumerateArray().Select(rule => new SigningRule(
            rule.GetProperty("profile").GetString()!,
            [.. rule.GetProperty("filters").EnumerateArray().Select(filter => filter.GetString()!)]))]);
    }

    private static string Write(SigningConfiguration configuration)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartArray();
            foreach (var rule in configuration.Rules)
            {
                json.WriteStartObject();
                json.WriteString("profile", rule.ProfileArn);
                json.WriteStartArray("filters");
                foreach (var filter in rule.Filters) json.WriteStringValue(filter);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

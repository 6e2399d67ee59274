using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Slipway.Identity.Policies;

/// <summary>The policies that AWS itself maintains, from AwsManagedPolicies.json: another one is another entry there.</summary>
// Departs: ReadOnlyAccess, SecurityAudit and ViewOnlyAccess name the actions of the services that are served here, not AWS's thousands.
internal static class AwsManagedPolicies
{
    /// <summary>Allows every action on every resource of the account.</summary>
    public const string AdministratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";

    // As people who compare a document with AWS's see it: four spaces, and no escapes that JSON does not demand.
    private static readonly JsonWriterOptions Print = new() { Indented = true, IndentSize = 4, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>In the order of their ARNs.</summary>
    public static IReadOnlyList<AwsManagedPolicy> All { get; } = Load();

    private static readonly FrozenDictionary<string, AwsManagedPolicy> ByArn = All.ToFrozenDictionary(policy => policy.Arn, StringComparer.Ordinal);

    /// <returns>null when AWS has no such policy, or this server does not know it.</returns>
    public static AwsManagedPolicy? Find(string arn) => ByArn.GetValueOrDefault(arn);

    private static AwsManagedPolicy[] Load()
    {
        using var file = typeof(AwsManagedPolicies).Assembly.GetManifestResourceStream("AwsManagedPolicies.json")!;
        using var json = JsonDocument.Parse(file);
        return [.. json.RootElement.EnumerateArray().Select(Read).OrderBy(policy => policy.Arn, StringComparer.Ordinal)];
    }

    private static AwsManagedPolicy Read(JsonElement policy) => new(
        policy.GetProperty("Id").GetString()!,
        policy.GetProperty("Path").GetString()!,
        policy.GetProperty("Name").GetString()!,
        policy.GetProperty("Description").GetString()!,
        policy.GetProperty("Version").GetString()!,
        policy.GetProperty("CreatedAt").GetDateTimeOffset(),
        policy.GetProperty("UpdatedAt").GetDateTimeOffset(),
        Text(policy.GetProperty("Document")));

    private static string Text(JsonElement document)
    {
        ArrayBufferWriter<byte> text = new();
        using (Utf8JsonWriter writer = new(text, Print)) document.WriteTo(writer);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}

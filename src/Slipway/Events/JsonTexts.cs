using System.Text.Json;

namespace Slipway.Events;

/// <summary>JSON that came from users.</summary>
internal static class JsonTexts
{
    public static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <returns>null for what is no JSON object, or one whose texts are none.</returns>
    public static JsonElement? TryReadObject(string text)
    {
        try
        {
            var root = JsonElement.Parse(text);
            return root.ValueKind is JsonValueKind.Object ? root : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

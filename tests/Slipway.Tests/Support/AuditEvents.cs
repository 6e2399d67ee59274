using System.Text.Json;

namespace Slipway.Tests.Support;

/// <summary>What the server has written down, read from the files as an operator reads them.</summary>
internal static class AuditEvents
{
    /// <summary>All events so far, oldest first.</summary>
    public static IReadOnlyList<JsonElement> Events(this SlipwayApp app)
    {
        var folder = Path.Combine(app.DataFolder, "audit");
        return !Directory.Exists(folder) ? [] : [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).SelectMany(ReadLines).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    /// <summary>The newest event of this name; waits for it, since refusals are written after they are answered.</summary>
    public static async Task<JsonElement> Event(this SlipwayApp app, string name)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (app.Events().LastOrDefault(found => found.Text("eventName") == name) is { ValueKind: JsonValueKind.Object } found) return found;
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        throw new Xunit.Sdk.XunitException($"No event {name} was written; those that were: {string.Join(", ", app.Events().Select(found => found.Text("eventName")))}");
    }

    /// <summary>The text at a path such as <c>userIdentity.arn</c> or <c>resources.0.ARN</c>; null when it is not there.</summary>
    public static string? Text(this JsonElement element, string path)
    {
        foreach (var step in path.Split('.'))
        {
            if (element.ValueKind is JsonValueKind.Array) element = element[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)];
            else if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(step, out element)) return null;
        }

        return element.ValueKind is JsonValueKind.String ? element.GetString() : element.GetRawText();
    }

    private static IEnumerable<string> ReadLines(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var text = reader.ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

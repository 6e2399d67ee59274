using System.Text.Json;
using System.Text.RegularExpressions;

namespace Slipway.Events.Targets;

/// <summary>A place in an event, such as <c>$.detail.image-tags[0]</c> or <c>$.detail['a b']</c>.</summary>
internal sealed partial class JsonPath
{
    private readonly List<object> steps;

    private JsonPath(List<object> steps) => this.steps = steps;

    /// <returns>null for what is no path.</returns>
    public static JsonPath? TryParse(string text)
    {
        if (!text.StartsWith('$')) return null;
        List<object> steps = [];
        var at = 1;
        while (at < text.Length)
        {
            var match = Step().Match(text, at);
            if (!match.Success) return null;
            steps.Add(match.Groups["index"] is { Success: true } index && int.TryParse(index.Value, out var number) ? number : match.Groups["name"].Value);
            at += match.Length;
        }

        return new(steps);
    }

    /// <returns>null where the event has nothing.</returns>
    public JsonElement? Find(JsonElement root)
    {
        var at = root;
        foreach (var step in steps)
        {
            if (step is int index)
            {
                if (at.ValueKind is not JsonValueKind.Array || index >= at.GetArrayLength()) return null;
                at = at[index];
            }
            else if (at.ValueKind is not JsonValueKind.Object || !at.TryGetProperty((string)step, out at)) return null;
        }

        return at;
    }

    [GeneratedRegex(@"\G(?:\.(?<name>[A-Za-z0-9_\-/]+)|\['(?<name>[^']+)'\]|\[(?<index>[0-9]{1,9})\])", RegexOptions.CultureInvariant)]
    private static partial Regex Step();
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Slipway.Events.Targets;

/// <summary>
/// The template of an input transformer: JSON with <c>&lt;variables&gt;</c>, or lines of quoted text. Inside of quotes a
/// variable is its text, elsewhere its JSON.
/// </summary>
internal sealed partial class InputTemplate
{
    /// <summary>Variables that are there without being named.</summary>
    private static readonly string[] Predefined =
        ["aws.events.rule-arn", "aws.events.rule-name", "aws.events.event.ingestion-time", "aws.events.event", "aws.events.event.json"];

    private readonly List<Part> parts = [];

    private InputTemplate()
    {
    }

    /// <param name="Variable">Whether the text is a variable's name.</param>
    private readonly record struct Part(string Text, bool Variable, bool IsQuoted);

    /// <param name="fault">Why it is none.</param>
    /// <returns>null for what is no template over these names.</returns>
    public static InputTemplate? TryParse(string text, IEnumerable<string> names, out string fault)
    {
        fault = "";
        var known = names.Concat(Predefined).ToHashSet(StringComparer.Ordinal);
        var template = new InputTemplate();
        var (literal, isQuoted) = (new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '<' && Placeholder().Match(text, i) is { Success: true } match)
            {
                if (!known.Contains(match.Groups[1].Value))
                {
                    fault = $"contains invalid placeholder {match.Groups[1].Value}.";
                    return null;
                }

                template.parts.Add(new(literal.ToString(), false, false));
                template.parts.Add(new(match.Groups[1].Value, true, isQuoted));
                literal.Clear();
                i += match.Length - 1;
                continue;
            }

            if (isQuoted && text[i] == '\\' && i + 1 < text.Length) literal.Append(text[i++]);
            else if (text[i] == '"') isQuoted = !isQuoted;
            literal.Append(text[i]);
        }

        template.parts.Add(new(literal.ToString(), false, false));
        // Any value makes what this one makes, or none does.
        if (IsJson(template.Render(_ => null))) return template;
        fault = "is neither JSON nor lines of quoted text.";
        return null;
    }

    /// <param name="find">The value of a variable; null where the event has none.</param>
    public string Render(Func<string, JsonElement?> find)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            if (!part.Variable) text.Append(part.Text);
            else if (find(part.Text) is not { } value) text.Append(part.IsQuoted ? "" : "\"\"");
            else if (!part.IsQuoted) text.Append(value.GetRawText());
            else text.Append(Escaped(value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText()));
        }

        return text.ToString();
    }

    private static string Escaped(string text) => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text);

    private static bool IsJson(string text) =>
        JsonTexts.IsJson(text) || text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } lines && lines.All(line => line[0] == '"' && JsonTexts.IsJson(line));

    [GeneratedRegex(@"\G<([A-Za-z0-9_\-.]+)>", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}

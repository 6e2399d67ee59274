using System.Text.Json;

namespace Slipway.Events.Patterns;

/// <summary>Reads the structure of a pattern: objects, choices and leaves.</summary>
internal static class PatternCompiler
{
    private const string Or = "$or";

    public static PatternObject Compile(PatternTokens tokens) =>
        tokens.Next().Type is JsonTokenType.StartObject ? Object(tokens, []) : throw tokens.Refuse("Filter is not an object");

    // Behind the opening brace.
    private static PatternObject Object(PatternTokens tokens, string[] path)
    {
        Dictionary<string, PatternNode> fields = new(StringComparer.Ordinal);
        List<IReadOnlyList<PatternObject>> choices = [];
        while (tokens.Next().Type is not JsonTokenType.EndObject)
        {
            var name = tokens.Current.Text;
            if (name == Or) choices.Add(Choice(tokens, path));
            else
            {
                fields[name] = tokens.Next().Type switch
                {
                    JsonTokenType.StartObject => Object(tokens, [.. path, name]),
                    JsonTokenType.StartArray => Leaf(tokens, [.. path, name]),
                    _ => throw tokens.Refuse($"\"{name}\" must be an object or an array"),
                };
            }
        }

        return fields.Count + choices.Count > 0 ? new(fields, choices) : throw tokens.Refuse("Empty objects are not allowed");
    }

    private static List<PatternObject> Choice(PatternTokens tokens, string[] path)
    {
        if (tokens.Next().Type is not JsonTokenType.StartArray) throw tokens.Refuse($"It must be an Array followed with {Or}.");
        List<PatternObject> alternatives = [];
        while (tokens.Next().Type is not JsonTokenType.EndArray)
        {
            if (tokens.Current.Type is not JsonTokenType.StartObject) throw tokens.Refuse($"Only JSON object is allowed in array of {Or} relationship.");
            alternatives.Add(Object(tokens, path));
        }

        return alternatives.Count > 1 ? alternatives : throw tokens.Refuse($"There must have at least 2 Objects in {Or} relationship.");
    }

    private static PatternLeaf Leaf(PatternTokens tokens, string[] path)
    {
        List<Predicate<JsonElement>> matchers = [];
        var acceptsAbsence = false;
        while (tokens.Next().Type is not JsonTokenType.EndArray)
        {
            var token = tokens.Current;
            switch (token.Type)
            {
                case JsonTokenType.StartObject when MatchExpression.Read(tokens) is { } matcher:
                    matchers.Add(matcher);
                    break;
                case JsonTokenType.StartObject:
                    acceptsAbsence = true;
                    break;
                case JsonTokenType.String:
                    matchers.Add(Matchers.Text(token.Text));
                    break;
                case JsonTokenType.Number:
                    matchers.Add(Matchers.Number(token.Text));
                    break;
                case JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null:
                    matchers.Add(Matchers.Literal(token.Type));
                    break;
                default:
                    throw tokens.Refuse("Match value must be String, number, true, false, or null");
            }
        }

        return matchers.Count > 0 || acceptsAbsence ? new(path, matchers, acceptsAbsence) : throw tokens.Refuse("Empty arrays are not allowed");
    }
}

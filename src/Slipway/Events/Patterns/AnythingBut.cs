using System.Text.Json;

namespace Slipway.Events.Patterns;

/// <summary>Reads <c>{"anything-but": …}</c>: a value, a list of values of one type, or one of the operators on text.</summary>
internal static class AnythingBut
{
    private const string NoValue = "Value of anything-but must be an array or single string/number value.";

    public static Predicate<JsonElement> Read(PatternTokens tokens) => Matchers.Not(tokens.Next().Type switch
    {
        JsonTokenType.String => [Matchers.Text(tokens.Current.Text)],
        JsonTokenType.Number => [Matchers.Number(tokens.Current.Text)],
        JsonTokenType.StartArray => List(tokens),
        JsonTokenType.StartObject => Operation(tokens),
        _ => throw tokens.Refuse(NoValue),
    });

    private static List<Predicate<JsonElement>> List(PatternTokens tokens)
    {
        List<Predicate<JsonElement>> matchers = [];
        HashSet<JsonTokenType> types = [];
        while (tokens.Next() is { Type: not JsonTokenType.EndArray } token)
        {
            matchers.Add(token.Type switch
            {
                JsonTokenType.String => Matchers.Text(token.Text),
                JsonTokenType.Number => Matchers.Number(token.Text),
                _ => throw tokens.Refuse("Inside anything but list, start|null|boolean is not supported."),
            });
            types.Add(token.Type);
        }

        return types.Count == 1 ? matchers : throw tokens.Refuse("Inside anything but list, either all values are number or string, mixed type is not supported");
    }

    private static List<Predicate<JsonElement>> Operation(PatternTokens tokens)
    {
        var name = tokens.Next();
        if (name.Type is not JsonTokenType.PropertyName) throw tokens.Refuse("Anything-But expression name not found");
        Func<string, Predicate<string>> matcher = name.Text switch
        {
            "prefix" or "suffix" => text => text.Length > 0
                ? MatchExpression.Affix(name.Text, text, StringComparison.Ordinal)
                : throw tokens.Refuse("Null prefix/suffix not allowed"),
            "equals-ignore-case" => MatchExpression.IgnoringCase,
            "wildcard" => text => WildcardPattern.Parse(text, tokens).Matches,
            _ => throw tokens.Refuse($"Unsupported anything-but pattern: {name.Text}"),
        };
        var notText = name.Text switch
        {
            "prefix" or "suffix" => "prefix/suffix match pattern must be a string",
            "wildcard" => "wildcard match pattern must be a string",
            _ => "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.",
        };
        List<Predicate<JsonElement>> matchers = [];
        if (tokens.Next().Type is JsonTokenType.String) matchers.Add(Matchers.TextWhere(matcher(tokens.Current.Text)));
        else if (tokens.Current.Type is JsonTokenType.StartArray)
        {
            while (tokens.Next() is { Type: not JsonTokenType.EndArray } token)
            {
                if (token.Type is not JsonTokenType.String) throw tokens.Refuse(notText);
                matchers.Add(Matchers.TextWhere(matcher(token.Text)));
            }
        }

        else throw tokens.Refuse(tokens.Current.Type is JsonTokenType.StartObject ? NoValue : notText);

        if (matchers.Count == 0) throw tokens.Refuse(NoValue);
        MatchExpression.Close(tokens);
        return matchers;
    }
}

using System.Text.Json;

namespace Slipway.Events.Patterns;

/// <summary>Reads <c>{"numeric": ["&gt;", 0, "&lt;=", 5]}</c>.</summary>
internal static class NumericRange
{
    private const decimal Most = 5_000_000_000m;

    public static Predicate<JsonElement> Read(PatternTokens tokens)
    {
        if (tokens.Next().Type is not JsonTokenType.StartArray) throw tokens.Refuse("Value of numeric must be an array.");
        if (tokens.Next().Type is not JsonTokenType.String) throw tokens.Refuse($"Invalid member in numeric match: {Shown(tokens.Current)}");
        var first = tokens.Current.Text;
        if (first is not ("=" or "<" or "<=" or ">" or ">=")) throw tokens.RefuseText($"Unrecognized numeric range operator: {first}");
        var bound = Number(tokens, first is "=" ? "equals" : first);
        var lower = Comparison(first, bound);
        if (tokens.Next().Type is JsonTokenType.EndArray) return Matchers.NumberWhere(lower);

        if (first is not (">" or ">=")) throw tokens.Refuse("Too many elements in numeric expression");
        if (tokens.Current.Type is not JsonTokenType.String) throw tokens.Refuse($"Bad value in numeric range: {Shown(tokens.Current)}");
        var second = tokens.Current.Text;
        if (second is not ("<" or "<=")) throw tokens.RefuseText($"Bad numeric range operator: {second}");
        var top = Number(tokens, second);
        if (tokens.Next().Type is not JsonTokenType.EndArray) throw tokens.Refuse("Too many terms in numeric range expression");
        if (bound >= top) throw tokens.Refuse("Bottom must be less than top");
        var upper = Comparison(second, top);
        return Matchers.NumberWhere(number => lower(number) && upper(number));
    }

    private static decimal Number(PatternTokens tokens, string operation)
    {
        if (tokens.Next().Type is not JsonTokenType.Number) throw tokens.Refuse($"Value of {operation} must be numeric");
        return Matchers.TryRead(tokens.Current.Text, out var number) && number is >= -Most and <= Most
            ? number
            : throw tokens.Refuse("Value must be between -5.0E9 and 5.0E9, inclusive");
    }

    private static Predicate<decimal> Comparison(string operation, decimal bound) => operation switch
    {
        "=" => number => number == bound,
        "<" => number => number < bound,
        "<=" => number => number <= bound,
        ">" => number => number > bound,
        _ => number => number >= bound,
    };

    private static string Shown(PatternTokens.Token token) => token.Type switch
    {
        JsonTokenType.StartObject => "{",
        JsonTokenType.StartArray => "[",
        JsonTokenType.EndArray => "]",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Null => "null",
        _ => token.Text,
    };
}

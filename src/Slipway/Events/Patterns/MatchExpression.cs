using System.Net;
using System.Text.Json;

namespace Slipway.Events.Patterns;

/// <summary>Reads a comparison operator: <c>{"prefix": "a"}</c> and its like.</summary>
internal static class MatchExpression
{
    private const string OneKey = "Only one key allowed in match expression";

    /// <summary>Behind the opening brace, up to the closing one.</summary>
    /// <returns>null for <c>{"exists": false}</c>: what is not there is no value.</returns>
    public static Predicate<JsonElement>? Read(PatternTokens tokens)
    {
        var name = tokens.Next();
        if (name.Type is not JsonTokenType.PropertyName) throw tokens.Refuse("Match expression name not found");
        var matcher = name.Text switch
        {
            "prefix" or "suffix" => Affix(tokens, name.Text),
            "equals-ignore-case" => Matchers.TextWhere(IgnoringCase(Text(tokens, name.Text))),
            "wildcard" => Matchers.TextWhere(WildcardPattern.Parse(Text(tokens, name.Text), tokens).Matches),
            "cidr" => Matchers.Within(Network(tokens)),
            "numeric" => NumericRange.Read(tokens),
            "anything-but" => AnythingBut.Read(tokens),
            "exists" => Exists(tokens),
            _ => throw tokens.Refuse($"Unrecognized match type {name.Text}"),
        };
        Close(tokens);
        return matcher;
    }

    public static void Close(PatternTokens tokens)
    {
        if (tokens.Next().Type is not JsonTokenType.EndObject) throw tokens.Refuse(OneKey);
    }

    public static string Text(PatternTokens tokens, string operation) => tokens.Next().Type is JsonTokenType.String
        ? tokens.Current.Text
        : throw tokens.Refuse($"{operation} match pattern must be a string");

    public static Predicate<string> IgnoringCase(string text) => value => string.Equals(value, text, StringComparison.OrdinalIgnoreCase);

    public static Predicate<string> Affix(string operation, string text, StringComparison comparison) => operation == "prefix"
        ? value => value.StartsWith(text, comparison)
        : value => value.EndsWith(text, comparison);

    private static Predicate<JsonElement> Affix(PatternTokens tokens, string operation)
    {
        if (tokens.Next().Type is JsonTokenType.String) return Matchers.TextWhere(Affix(operation, tokens.Current.Text, StringComparison.Ordinal));
        if (tokens.Current.Type is not JsonTokenType.StartObject) throw tokens.Refuse($"{operation} match pattern must be a string");
        if (tokens.Next() is not { Type: JsonTokenType.PropertyName, Text: "equals-ignore-case" })
            throw tokens.Refuse($"Unsupported {operation} pattern: {tokens.Current.Text}");
        var text = Text(tokens, "equals-ignore-case");
        Close(tokens);
        return Matchers.TextWhere(Affix(operation, text, StringComparison.OrdinalIgnoreCase));
    }

    private static Predicate<JsonElement>? Exists(PatternTokens tokens) => tokens.Next().Type switch
    {
        JsonTokenType.True => static _ => true,
        JsonTokenType.False => null,
        _ => throw tokens.Refuse("exists match pattern must be either true or false."),
    };

    // AWS does not say where a network is wrong.
    private static IPNetwork Network(PatternTokens tokens)
    {
        if (tokens.Next().Type is not JsonTokenType.String) throw tokens.Refuse("prefix match pattern must be a string");
        var text = tokens.Current.Text;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || text.LastIndexOf('/') != slash) throw new PatternException("Malformed CIDR, one '/' required");
        if (!IPAddress.TryParse(text.AsSpan(0, slash), out var address)) throw new PatternException($"Nonstandard IP address: {text[..slash]}");
        if (!int.TryParse(text.AsSpan(slash + 1), out var bits)) throw new PatternException("Malformed CIDR, mask bits must be an integer");
        var bytes = address.GetAddressBytes();
        if (bits < 0 || bits > bytes.Length * 8) throw new PatternException($"Malformed CIDR, mask bits must be between 0 and {bytes.Length * 8}");
        // The address may be any of the network's.
        for (var bit = bits; bit < bytes.Length * 8; bit++) bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new(new(bytes), bits);
    }
}

using System.Text;
using System.Text.Json;

namespace Slipway.Events.Patterns;

/// <summary>A pattern's tokens, one after the other, each with its place in the text: whoever wrote the pattern is told where it is wrong.</summary>
internal sealed class PatternTokens
{
    private const int LongestQuote = 500;

    private readonly string text;
    private readonly List<Token> tokens;
    private int at = -1;

    private PatternTokens(string text, List<Token> tokens) => (this.text, this.tokens) = (text, tokens);

    /// <param name="Text">Of names and strings what they say, of numbers how they are written.</param>
    /// <param name="Read">Characters up to where a reader stands when it knows what the token is.</param>
    /// <param name="End">Where it stands when it knows what a string says.</param>
    public readonly record struct Token(JsonTokenType Type, string Text, int Read, int End);

    public Token Current => tokens[at];

    /// <exception cref="PatternException">No JSON.</exception>
    public static PatternTokens Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes);
        List<Token> tokens = [];
        try
        {
            while (reader.Read())
            {
                var start = Encoding.UTF8.GetCharCount(bytes, 0, (int)reader.TokenStartIndex);
                var end = Encoding.UTF8.GetCharCount(bytes, 0, (int)reader.BytesConsumed);
                tokens.Add(reader.TokenType switch
                {
                    JsonTokenType.PropertyName => new(reader.TokenType, reader.GetString()!, end, end),
                    JsonTokenType.String => new(reader.TokenType, reader.GetString()!, start + 1, end),
                    JsonTokenType.Number => new(reader.TokenType, Encoding.UTF8.GetString(reader.ValueSpan), end, end),
                    _ => new(reader.TokenType, "", end, end),
                });
            }
        }
        catch (JsonException broken)
        {
            throw new PatternException(Broken(text, bytes, tokens, broken));
        }
        catch (InvalidOperationException)
        {
            throw new PatternException("Invalid JSON"); // half a surrogate pair
        }

        return new(text, tokens);
    }

    /// <summary>The next token. A well-formed text has as many as its grammar asks for.</summary>
    public Token Next() => tokens[++at];

    public PatternException Refuse(string reason)
    {
        // A name is known when the value behind it has begun.
        var read = tokens[Current.Type is JsonTokenType.PropertyName ? at + 1 : at].Read;
        return new(reason + Place(text, read));
    }

    /// <summary>For what a string says, and not for its being one.</summary>
    public PatternException RefuseText(string reason) => new(reason + Place(text, Current.End));

    private static string Place(string text, int read)
    {
        var before = text.AsSpan(0, read);
        var line = before.Count('\n') + 1;
        var column = read - (before.LastIndexOf('\n') + 1) + 1;
        var quote = text.Length <= LongestQuote ? $"\"{text}\"" : $"\"{text[..LongestQuote]}\"[truncated {text.Length - LongestQuote} chars]";
        return $"\n at [Source: (String){quote}; line: {line}, column: {column}]";
    }

    // The two slips that are made by hand, other quotes and none, are explained as AWS explains them.
    private static string Broken(string text, byte[] bytes, List<Token> tokens, JsonException broken)
    {
        var lines = bytes.AsSpan();
        for (var line = broken.LineNumber ?? 0; line > 0; line--) lines = lines[(lines.IndexOf((byte)'\n') + 1)..];
        var at = Math.Min(text.Length, Encoding.UTF8.GetCharCount(bytes, 0, (int)Math.Min(bytes.Length, bytes.Length - lines.Length + (broken.BytePositionInLine ?? 0))));
        while (at > 0 && char.IsAsciiLetterOrDigit(text[at - 1])) at--;
        if (at == text.Length) return "Invalid JSON";
        if (tokens is [.., { Type: JsonTokenType.StartObject }])
            return $"Unexpected character ('{text[at]}' (code {(int)text[at]})): was expecting double-quote to start field name" + Place(text, at);
        if (!char.IsAsciiLetter(text[at])) return "Invalid JSON";
        var end = at;
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end])) end++;
        return $"Unrecognized token '{text[at..end]}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')" + Place(text, end);
    }
}

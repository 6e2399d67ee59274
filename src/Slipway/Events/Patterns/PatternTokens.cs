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
    public readonly record struct Token(JsonTokenType Type, string Text, int Read);

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
                    JsonTokenType.PropertyName => new(reader.TokenType, reader.GetString()!, end),
                    JsonTokenType.String => new(reader.TokenType, reader.GetString()!, start + 1),
                    JsonTokenType.Number => new(reader.TokenType, Encoding.UTF8.GetString(reader.ValueSpan), end),
                    _ => new(reader.TokenType, "", end),
                });
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            throw new PatternException("Invalid JSON");
        }

        return new(text, tokens);
    }

    /// <summary>The next token. A well-formed text has as many as its grammar asks for.</summary>
    public Token Next() => tokens[++at];

    public PatternException Refuse(string reason)
    {
        // A name is known when the value behind it has begun.
        var read = tokens[Current.Type is JsonTokenType.PropertyName ? at + 1 : at].Read;
        var before = text.AsSpan(0, read);
        var line = before.Count('\n') + 1;
        var column = read - (before.LastIndexOf('\n') + 1) + 1;
        var quote = text.Length <= LongestQuote ? $"\"{text}\"" : $"\"{text[..LongestQuote]}\"[truncated {text.Length - LongestQuote} chars]";
        return new($"{reason}\n at [Source: (String){quote}; line: {line}, column: {column}]");
    }
}

using System.Text;
using System.Text.RegularExpressions;

namespace Slipway.Wire.Shapes;

/// <summary>
/// What a model demands of a value beyond its type. The bounds are inclusive and mean a string's characters, a blob's
/// bytes, a number's value, or a list's or map's items; the pattern must match the whole string.
/// </summary>
public sealed class Rule(long min, long max, string? pattern)
{
    // A pattern's first use pays for it; most members of most requests are never sent.
    private Regex? compiled;

    /// <summary>Anything of the right type.</summary>
    public static Rule None { get; } = new(long.MinValue, long.MaxValue, null);

    public long Min { get; } = min;

    public long Max { get; } = max;

    public string? Pattern { get; } = pattern;

    /// <summary>Whether the whole text matches the pattern; one that takes too long to decide does not.</summary>
    public bool Matches(string text)
    {
        if (Pattern is null) return true;
        try
        {
            return (compiled ??= Compile($@"\A(?:{InAscii(Pattern)})\z")).IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    // Models are written in Java's grammar, where these classes are ASCII; .NET's \w takes the letters of every script.
    private static string InAscii(string pattern)
    {
        var text = new StringBuilder(pattern.Length);
        var isInClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is '[' or ']') isInClass = pattern[i] == '[';
            if (pattern[i] != '\\' || i + 1 == pattern.Length)
            {
                text.Append(pattern[i]);
                continue;
            }

            var members = pattern[++i] switch { 'w' => "a-zA-Z0-9_", 'd' => "0-9", 's' => @"\t-\r ", _ => null };
            if (members is null) text.Append('\\').Append(pattern[i]);
            else text.Append(isInClass ? members : $"[{members}]");
        }

        return text.ToString();
    }

    // Time linear in the text, since it comes from strangers. The few patterns that look around or count high cannot
    // have that; a time limit stands behind them.
    private static Regex Compile(string pattern)
    {
        try
        {
            return new(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100));
        }
    }
}

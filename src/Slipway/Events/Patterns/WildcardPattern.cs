using System.Text;

namespace Slipway.Events.Patterns;

/// <summary>Text with <c>*</c> for any characters; <c>\*</c> and <c>\\</c> stand for themselves.</summary>
internal sealed class WildcardPattern
{
    /// <summary>What stands between the asterisks, first and last included.</summary>
    private readonly List<string> parts;

    private WildcardPattern(List<string> parts) => this.parts = parts;

    /// <param name="tokens">Stand at the pattern.</param>
    public static WildcardPattern Parse(string text, PatternTokens tokens)
    {
        List<string> parts = [];
        var part = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when i + 1 < text.Length && text[i + 1] is '*' or '\\':
                    part.Append(text[++i]);
                    break;
                case '\\':
                    throw tokens.Refuse($"Invalid escape character at pos {i}");
                case '*' when i > 0 && part.Length == 0 && parts.Count > 0:
                    throw tokens.Refuse($"Consecutive wildcard characters at pos {i - 1}");
                case '*':
                    parts.Add(part.ToString());
                    part.Clear();
                    break;
                default:
                    part.Append(text[i]);
                    break;
            }
        }

        parts.Add(part.ToString());
        return new(parts);
    }

    public bool Matches(string text)
    {
        if (parts.Count == 1) return text == parts[0];
        var (first, last) = (parts[0], parts[^1]);
        if (text.Length < first.Length + last.Length || !text.StartsWith(first, StringComparison.Ordinal) || !text.EndsWith(last, StringComparison.Ordinal)) return false;
        // The earliest place of each part leaves the most room for the next ones: there is no need to come back.
        var rest = text.AsSpan(first.Length, text.Length - first.Length - last.Length);
        foreach (var part in parts.Skip(1).SkipLast(1))
        {
            var found = rest.IndexOf(part, StringComparison.Ordinal);
            if (found < 0) return false;
            rest = rest[(found + part.Length)..];
        }

        return true;
    }
}

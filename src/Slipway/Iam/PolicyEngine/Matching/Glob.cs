namespace Slipway.Iam.PolicyEngine.Matching;

/// <summary>
/// Patterns in which <see cref="Run"/> stands for any run of characters and <see cref="One"/> for any one. Both are
/// noncharacters of Unicode, so that a literal star in a pattern, or in the value of a variable, stays a star.
/// </summary>
internal static class Glob
{
    public const char Run = '\uFFFE';
    public const char One = '\uFFFF';

    /// <summary>Neither a document nor the value of a variable may bring wildcards of its own.</summary>
    public static bool HasWildcards(ReadOnlySpan<char> text) => text.ContainsAny(Run, One);

    /// <summary>
    /// Each piece between two runs is looked for once, from where the one before it ended; no choice is ever taken back. The
    /// time is at most the product of the two lengths, and near the text's length for real patterns.
    /// </summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var first = pattern.IndexOf(Run);
        if (first < 0) return pattern.Length == text.Length && Same(pattern, text);

        var last = pattern.LastIndexOf(Run);
        var tail = pattern[(last + 1)..];
        if (text.Length < first + tail.Length || !Same(pattern[..first], text[..first]) || !Same(tail, text[^tail.Length..])) return false;

        text = text[first..^tail.Length];
        pattern = pattern[first..last];
        while (!pattern.IsEmpty)
        {
            pattern = pattern[1..];
            var next = pattern.IndexOf(Run);
            var piece = next < 0 ? pattern : pattern[..next];
            var at = Find(piece, text);
            if (at < 0) return false;
            text = text[(at + piece.Length)..];
            pattern = pattern[piece.Length..];
        }

        return true;
    }

    /// <summary>The same length is the caller's to see to.</summary>
    private static bool Same(ReadOnlySpan<char> piece, ReadOnlySpan<char> text)
    {
        if (!piece.Contains(One)) return piece.SequenceEqual(text);
        for (var i = 0; i < piece.Length; i++)
        {
            if (piece[i] != text[i] && piece[i] != One) return false;
        }

        return true;
    }

    private static int Find(ReadOnlySpan<char> piece, ReadOnlySpan<char> text)
    {
        if (!piece.Contains(One)) return text.IndexOf(piece);
        for (var at = 0; at + piece.Length <= text.Length; at++)
        {
            if (Same(piece, text[at..(at + piece.Length)])) return at;
        }

        return -1;
    }
}

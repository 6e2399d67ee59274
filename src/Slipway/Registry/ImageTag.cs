using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Slipway.Registry;

/// <summary>A tag that has been checked; the grammar is the distribution specification's, at most 128 characters.</summary>
public readonly partial record struct ImageTag : IComparable<ImageTag>
{
    public const string Pattern = "[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}";

    private readonly string? text;

    private ImageTag(string text) => this.text = text;

    public static bool TryParse([NotNullWhen(true)] string? text, out ImageTag tag)
    {
        var ok = text is { Length: >= 1 and <= 128 } && Grammar().IsMatch(text);
        tag = ok ? new(text!) : default;
        return ok;
    }

    /// <summary>For text that this program wrote itself.</summary>
    public static ImageTag Parse(string text) =>
        TryParse(text, out var tag) ? tag : throw new FormatException($"'{text}' is not a tag.");

    public int CompareTo(ImageTag other) => string.CompareOrdinal(text, other.text);

    public override string ToString() => text ?? throw new InvalidOperationException("A default tag was used.");

    [GeneratedRegex(@"\A" + Pattern + @"\z", RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}

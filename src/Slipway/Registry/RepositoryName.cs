using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Slipway.Registry;

/// <summary>
/// A repository name that has already been checked: holding one is the proof. ECR's grammar (API_CreateRepository),
/// which is that of the distribution specification with a shorter limit: 2 to 256 characters.
/// </summary>
public readonly partial record struct RepositoryName : IComparable<RepositoryName>
{
    /// <summary>The pattern as ECR's refusals quote it; its model escapes the slash.</summary>
    public const string Pattern = @"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*";

    public const int MinLength = 2;

    public const int MaxLength = 256;

    private readonly string? text;

    private RepositoryName(string text) => this.text = text;

    public static bool TryParse([NotNullWhen(true)] string? text, out RepositoryName name)
    {
        var ok = text is { Length: >= MinLength and <= MaxLength } && Grammar().IsMatch(text);
        name = ok ? new(text!) : default;
        return ok;
    }

    public int CompareTo(RepositoryName other) => string.CompareOrdinal(text, other.text);

    public override string ToString() => text ?? throw new InvalidOperationException("A default repository name was used.");

    // Linear in time: a name comes from strangers.
    [GeneratedRegex(@"\A(?:" + Pattern + @")\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Grammar();
}

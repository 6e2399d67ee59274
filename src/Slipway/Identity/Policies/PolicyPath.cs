using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Slipway.Identity.Policies;

/// <summary>The path of a managed policy, already checked; stricter than that of a user.</summary>
public readonly partial record struct PolicyPath
{
    /// <summary>As IAM's model states it.</summary>
    public const string Pattern = @"((/[A-Za-z0-9\.,\+@=_-]+)*)/";

    public const int MinLength = 1;

    public const int MaxLength = 512;

    private readonly string? text;

    private PolicyPath(string text) => this.text = text;

    public static bool TryParse([NotNullWhen(true)] string? text, out PolicyPath path)
    {
        var ok = text is { Length: >= MinLength and <= MaxLength } && Grammar().IsMatch(text);
        path = ok ? new(text!) : default;
        return ok;
    }

    public override string ToString() => text ?? "/";

    [GeneratedRegex(@"\A(/[A-Za-z0-9.,+@=_-]+)*/\z", RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}

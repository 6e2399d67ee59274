using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Slipway.Identity;

/// <summary>
/// The name of a user, group, role, policy or instance profile, already checked: ASCII letters, digits and <c>_+=,.@-</c>,
/// 1 to 128 of them; members that take fewer say so with <c>[Length]</c>. Kept as it was given, and one with every other
/// name of the same <see cref="Key"/>.
/// </summary>
public readonly partial record struct IamName
{
    /// <summary>As IAM's model states it, in Java's grammar: its <c>\w</c> is ASCII, other than .NET's.</summary>
    public const string Pattern = @"[\w+=,.@-]+";

    public const int MinLength = 1;

    public const int MaxLength = 128;

    private readonly string? text;

    private IamName(string text) => this.text = text;

    /// <summary>By which it is unique and found: without regard to case. In the column <c>name_key</c>.</summary>
    public string Key => KeyOf(ToString());

    public static bool TryParse([NotNullWhen(true)] string? text, out IamName name)
    {
        var ok = text is { Length: >= MinLength and <= MaxLength } && Grammar().IsMatch(text);
        name = ok ? new(text!) : default;
        return ok;
    }

    /// <summary>For text that this program wrote itself.</summary>
    public static IamName Parse(string text) => TryParse(text, out var name) ? name : throw new FormatException($"'{text}' is not a name of IAM.");

    /// <summary>The <see cref="Key"/> of a name that was checked before it was stored.</summary>
    public static string KeyOf(string name) => name.ToLowerInvariant();

    public override string ToString() => text ?? throw new InvalidOperationException("A default name was used.");

    [GeneratedRegex(@"\A[A-Za-z0-9_+=,.@\-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}

using System.Diagnostics.CodeAnalysis;

namespace Slipway.Identity;

/// <summary>
/// The path of a user, group, role or instance profile, already checked: <c>/</c>, or printable ASCII between two slashes,
/// at most 512 characters.
/// </summary>
public readonly record struct IamPath
{
    /// <summary>As IAM's model states it.</summary>
    public const string Pattern = @"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)";

    public const int MinLength = 1;

    public const int MaxLength = 512;

    private readonly string? text;

    private IamPath(string text) => this.text = text;

    /// <summary>Where things are that are given no path.</summary>
    public static IamPath Root { get; } = new("/");

    public static bool TryParse([NotNullWhen(true)] string? text, out IamPath path)
    {
        var ok = text is "/" || (text is { Length: >= 3 and <= MaxLength } && text[0] == '/' && text[^1] == '/' && !text.AsSpan().ContainsAnyExceptInRange('!', '~'));
        path = ok ? new(text!) : default;
        return ok;
    }

    public override string ToString() => text ?? "/";
}

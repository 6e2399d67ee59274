namespace Slipway.Events;

/// <summary>The name of a rule, connection or API destination, or a target's id: what the model's patterns of all four say alike.</summary>
internal readonly record struct EntityName
{
    public const string Pattern = @"[\.\-_A-Za-z0-9]+";
    public const int MinLength = 1;
    public const int MaxLength = 64;

    private readonly string? text;

    private EntityName(string text) => this.text = text;

    public static bool TryParse(string text, out EntityName name)
    {
        name = new(text);
        return text.Length is >= MinLength and <= MaxLength && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');
    }

    /// <summary>Of a text that was checked when it was stored.</summary>
    public static EntityName Parse(string text) => TryParse(text, out var name) ? name : throw new FormatException($"'{text}' is no name.");

    public override string ToString() => text ?? "";
}

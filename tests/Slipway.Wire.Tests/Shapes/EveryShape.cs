using Slipway.Wire.Shapes;

namespace Slipway.Wire.Tests.Shapes;

/// <summary>One member of every kind, required and optional, nested and repeated: what the protocols must carry both ways.</summary>
internal sealed record EveryShape(
    string Text,
    string? OptionalText,
    int? Integer,
    long? Long,
    double? Number,
    bool? Boolean,
    DateTimeOffset? Timestamp,
    ReadOnlyMemory<byte>? Blob,
    Colour? Colour,
    Release? Release,
    Leaf? Leaf,
    IReadOnlyList<string>? Texts,
    IReadOnlyList<Leaf>? Leaves,
    IReadOnlyList<IReadOnlyList<long>>? Matrix,
    IReadOnlyDictionary<string, string>? Labels,
    IReadOnlyDictionary<string, Leaf>? Named,
    EveryShape? Self);

internal sealed record Leaf([Wire("Key")] string Key, int? Weight);

internal enum Colour
{
    DarkRed,
    [Wire("green-ish")]
    Green,
    Aes256,
}

/// <summary>A value with a parser of its own.</summary>
internal readonly record struct Release(int Major, int Minor)
{
    public const string Pattern = @"\d+\.\d+";
    public const int MinLength = 3;
    public const int MaxLength = 7;

    public static bool TryParse(string? text, out Release release)
    {
        release = default;
        var parts = text?.Split('.');
        if (parts is not { Length: 2 } || !int.TryParse(parts[0], out var major) || !int.TryParse(parts[1], out var minor)) return false;
        release = new(major, minor);
        return true;
    }

    public override string ToString() => $"{Major}.{Minor}";
}

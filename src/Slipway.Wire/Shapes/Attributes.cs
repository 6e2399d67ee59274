namespace Slipway.Wire.Shapes;

/// <summary>The exact wire name of a member whose name does not follow its protocol's casing.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class WireAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>Bounds of a string's length in characters, or of a blob's in bytes, both inclusive.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class LengthAttribute(long min, long max) : Attribute
{
    public long Min { get; } = min;

    public long Max { get; } = max;
}

/// <summary>Bounds of a number, both inclusive; <see cref="long.MaxValue"/> where the model states none.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class BoundsAttribute(long min, long max) : Attribute
{
    public long Min { get; } = min;

    public long Max { get; } = max;
}

/// <summary>Bounds of a list's or map's size, both inclusive; <see cref="int.MaxValue"/> where the model states none.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ItemsAttribute(int min, int max) : Attribute
{
    public int Min { get; } = min;

    public int Max { get; } = max;
}

/// <summary>The model's pattern for a string; the whole value must match. On a list it is its items'.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PatternAttribute([System.Diagnostics.CodeAnalysis.StringSyntax("Regex")] string pattern) : Attribute
{
    public string Pattern { get; } = pattern;
}

namespace Slipway.Wire.Shapes;

/// <summary>One reading of one request: what its members are called, and every constraint they broke.</summary>
public sealed class Binding(MemberCasing casing)
{
    // AWS names at most a handful; a hostile list of a million bad items must not make a message of a gigabyte.
    private const int MostViolations = 10;
    private const int LongestValue = 4096;

    private readonly List<Violation> violations = [];

    public MemberCasing Casing { get; } = casing;

    public IReadOnlyList<Violation> Violations => violations;

    /// <summary>No more are noted, so that none need be worded.</summary>
    public bool IsFull => violations.Count >= MostViolations;

    public void Violate(string member, string? value, string constraint) =>
        Violate(new Violation(member, value?.Length > LongestValue ? string.Concat(value.AsSpan(0, LongestValue), "…") : value, constraint));

    public void Violate(Violation violation)
    {
        if (!IsFull) violations.Add(violation);
    }
}

namespace Slipway.Wire.Shapes;

/// <summary>One member that breaks its model's constraint.</summary>
/// <param name="Member">Wire path, for example <c>repositoryName</c> or <c>tags.1.member.Key</c>.</param>
/// <param name="Value">As it came, for those services that quote it; null when it was absent.</param>
/// <param name="Constraint">In AWS's words, for example <c>Member must have length less than or equal to 64</c>.</param>
public sealed record Violation(string Member, string? Value, string Constraint)
{
    private const string Absent = "Member must not be null";

    public bool IsMissing => Constraint == Absent;

    /// <summary>The path as IAM and STS print it, whose members are capitalized on the wire.</summary>
    public string MemberInCamelCase =>
        string.Join('.', Member.Split('.').Select(step => step.Length == 0 ? step : char.ToLowerInvariant(step[0]) + step[1..]));

    /// <summary>A required member that was not sent.</summary>
    public static Violation Missing(string member) => new(member, null, Absent);
}

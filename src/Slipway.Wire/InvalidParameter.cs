using Slipway.Wire.Shapes;

namespace Slipway.Wire;

/// <summary>The grammar of ECR and of our own operations: the first violation in one sentence.</summary>
public static class InvalidParameter
{
    public static AwsError Of(IReadOnlyList<Violation> violations) => Of(violations[0].Member, InOwnWords(violations[0].Constraint));

    public static AwsError Of(string member, string constraint) =>
        new("InvalidParameterException", $"Invalid parameter at '{member}' failed to satisfy constraint: '{constraint}'");

    /// <summary>"Member must …" of the common grammar becomes "must …".</summary>
    private static string InOwnWords(string constraint)
    {
        const string Member = "Member ", Pattern = "must satisfy regular expression pattern: ";
        var rest = constraint.StartsWith(Member, StringComparison.Ordinal) ? constraint[Member.Length..] : constraint;
        return rest.StartsWith(Pattern, StringComparison.Ordinal) ? $"must satisfy regular expression '{rest[Pattern.Length..]}'" : rest;
    }
}

using Slipway.Wire.Shapes;

namespace Slipway.Wire;

/// <summary>The grammar of ECR and of our own operations: the first violation in one sentence.</summary>
public static class InvalidParameter
{
    private const string Subject = "Member ", Pattern = "must satisfy regular expression pattern: ", ListItem = ".member";

    public static AwsError Of(IReadOnlyList<Violation> violations)
    {
        var (member, constraint) = (violations[0].MemberInCamelCase, violations[0].Constraint);
        if (member == "repositoryName") return Of(member, OfRepositoryName(constraint));
        // What is wrong with a plain item is said of its list.
        return member.EndsWith(ListItem, StringComparison.Ordinal)
            ? Of(member[..member.LastIndexOf('.', member.Length - ListItem.Length - 1)], $"Member must satisfy constraint: [{constraint}]")
            : Of(member, constraint);
    }

    public static AwsError Of(string member, string constraint) =>
        new("InvalidParameterException", $"Invalid parameter at '{member}' failed to satisfy constraint: '{constraint}'");

    /// <summary>ECR checks the name of a repository itself, in words without the subject: scripts look for them.</summary>
    private static string OfRepositoryName(string constraint)
    {
        var rest = constraint.StartsWith(Subject, StringComparison.Ordinal) ? constraint[Subject.Length..] : constraint;
        return rest.StartsWith(Pattern, StringComparison.Ordinal) ? $"must satisfy regular expression '{rest[Pattern.Length..]}'" : rest;
    }
}

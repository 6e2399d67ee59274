using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Sts;

/// <summary>Every refusal STS can give, worded as the service words it.</summary>
internal static class StsErrors
{
    /// <summary>The grammar that STS shares with IAM and others: every violation in one sentence.</summary>
    public static AwsError Invalid(IReadOnlyList<Violation> violations) => new(
        "ValidationError",
        $"{violations.Count} validation error{(violations.Count == 1 ? "" : "s")} detected: " +
        string.Join("; ", violations.Select(violation =>
            $"Value {(violation.Value is null ? "null" : $"'{violation.Value}'")} at '{violation.Member}' failed to satisfy constraint: {violation.Constraint}")));
}

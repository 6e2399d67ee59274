using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam;

internal static partial class IamErrors
{
    /// <summary>The grammar of <see cref="WireErrors.ValidationError"/>, but values are not repeated, since some are secrets, and names are in camel case.</summary>
    public static AwsError Invalid(IReadOnlyList<Violation> violations) => WireErrors.ValidationError(
        violations.Count,
        violations.Select(violation => $"Value {(violation.IsMissing ? "null " : "")}at '{violation.MemberInCamelCase}' failed to satisfy constraint: {violation.Constraint}"));

    /// <summary>A member that the model leaves optional, and that these circumstances ask for.</summary>
    /// <param name="member">In Pascal case, as in its request.</param>
    public static AwsError Missing(string member) => Invalid([Violation.Missing(member)]);
}

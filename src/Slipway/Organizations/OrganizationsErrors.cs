using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations;

/// <summary>Every refusal Organizations can give, worded as the service words it.</summary>
internal static class OrganizationsErrors
{
    public static AwsError Invalid(IReadOnlyList<Violation> violations) => new("InvalidInputException", WireErrors.ValidationError(violations).Message);
}

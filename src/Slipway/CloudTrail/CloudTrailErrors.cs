using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.CloudTrail;

/// <summary>Every refusal CloudTrail can give. All are status 400.</summary>
internal static class CloudTrailErrors
{
    public static AwsError Invalid(IReadOnlyList<Violation> violations) => violations.Any(violation => violation.Member == "MaxResults")
        ? new("InvalidMaxResultsException", "Max results must be between 1 and 50.")
        : new("ValidationException", WireErrors.ValidationError(violations).Message);

    public static AwsError TooManyAttributes() => new("InvalidLookupAttributesException", "You can specify only one lookup attribute.");

    public static AwsError InvalidTimeRange() => new("InvalidTimeRangeException", "The start time must be earlier than the end time.");

    public static AwsError InvalidNextToken() => new("InvalidNextTokenException", "Invalid Token. The token must come from the previous call with the same parameters.");
}

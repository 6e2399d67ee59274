using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms;

/// <summary>Every refusal KMS can give. All are status 400.</summary>
internal static class KmsErrors
{
    public static AwsError Invalid(IReadOnlyList<Violation> violations) => new("ValidationException", WireErrors.ValidationError(violations).Message);
}

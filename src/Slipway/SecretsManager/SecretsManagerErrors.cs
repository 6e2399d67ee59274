using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.SecretsManager;

/// <summary>Every refusal Secrets Manager can give. All are status 400.</summary>
internal static class SecretsManagerErrors
{
    public static AwsError Invalid(IReadOnlyList<Violation> violations) => new("ValidationException", WireErrors.ValidationError(violations).Message);
}

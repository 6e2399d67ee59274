using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events;

/// <summary>Every refusal EventBridge can give. All are status 400.</summary>
internal static class EventsErrors
{
    public static AwsError Invalid(IReadOnlyList<Violation> violations) => new("ValidationException", WireErrors.ValidationError(violations).Message);
}

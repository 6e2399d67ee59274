using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events;

/// <summary>Every refusal EventBridge can give. All are status 400.</summary>
internal static class EventsErrors
{
    public static AwsError Invalid(IReadOnlyList<Violation> violations) => WireErrors.ValidationException(violations);

    public static AwsError Invalid(string why) => new("ValidationException", why);

    public static AwsError InvalidParameter(string parameter, string reason) => Invalid($"Parameter {parameter} is not valid. Reason: {reason}");

    public static AwsError InvalidPattern(string reason) => new("InvalidEventPatternException", $"Event pattern is not valid. Reason: {reason}");

    public static AwsError InvalidPageToken() => InvalidParameter("NextToken", "Provided token is not one of this listing.");

    public static AwsError NotFound(string what) => new("ResourceNotFoundException", what);

    public static AwsError BusNotFound(string bus) => NotFound($"Event bus {bus} does not exist.");

    public static AwsError RuleNotFound(BusKey bus, EntityName rule) => NotFound($"Rule {rule} does not exist on EventBus {bus.Name}.");

    public static AwsError ConnectionNotFound(string name) => NotFound($"Failed to describe the connection(s). Connection '{name}' does not exist.");

    public static AwsError DestinationNotFound(string name) =>
        NotFound($"Failed to describe the api-destination(s). An api-destination '{name}' does not exist.");

    public static AwsError AlreadyExists(string what) => new("ResourceAlreadyExistsException", $"{what} already exists.");

    public static AwsError QuotaExceeded() => new("LimitExceededException", "The requested resource exceeds the maximum number allowed.");

    /// <summary>A member that AWS obeys and this server does not: it is not taken, rather than kept and passed over.</summary>
    public static AwsError NotSupported(string member, string why) => InvalidParameter(member, $"This server {why}.");
}

using Slipway.Identity.WebIdentity;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Sts;

/// <summary>Every refusal STS can give, worded as the service words it. Codes and status as its model states them.</summary>
internal static class StsErrors
{
    /// <summary>The grammar that all share, with names in camel case. A token is not repeated: messages end up in logs.</summary>
    public static AwsError Invalid(IReadOnlyList<Violation> violations) => WireErrors.ValidationError(
        [.. violations.Select(violation => violation with
        {
            Member = violation.MemberInCamelCase,
            Value = violation.Member == nameof(AssumeRoleWithWebIdentityRequest.WebIdentityToken) ? "***" : violation.Value,
        })]);

    public static AwsError AccessDenied(string message) => new("AccessDenied", message) { Status = 403 };

    public static AwsError NotAuthorized(Caller caller, string action, string resource) =>
        AccessDenied($"User: {caller.Principal.Arn} is not authorized to perform: {action} on resource: {resource}");

    public static AwsError RootAssumesNothing() => AccessDenied("Roles may not be assumed by root accounts.");

    public static AwsError IsSession(string operation) => AccessDenied($"Cannot call {operation} with session credentials");

    public static AwsError IncompleteMfa() =>
        AccessDenied("MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.");

    // The space at the end is AWS's.
    public static AwsError WrongMfaCode() => AccessDenied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");

    public static AwsError ValidationError(string message) => new("ValidationError", message);

    public static AwsError InvalidArn(string text) => ValidationError($"{text} is invalid");

    public static AwsError LongerThanRole() => ValidationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");

    public static AwsError LongerThanChain() =>
        ValidationError("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");

    /// <summary>A session policy, which the model bounds for all operations but one.</summary>
    public static AwsError PolicyTooLong(int most) =>
        ValidationError($"1 validation error detected: Value at 'policy' failed to satisfy constraint: Member must have length less than or equal to {most}");

    public static AwsError TooManyPolicies(int most) =>
        ValidationError($"1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to {most}");

    public static AwsError NoSuchPolicy(string arn) => ValidationError($"Policy {arn} does not exist or is not attachable.");

    public static AwsError MalformedPolicy(string fault) => new("MalformedPolicyDocument", fault);

    public static AwsError PackedPolicyTooLarge(int percent, bool isOfTags) => new(
        "PackedPolicyTooLarge",
        isOfTags ? $"Packed size of session tags consumes {percent}% of allotted space." : $"Packed policy consumes {percent}% of allotted space, please use smaller policy.");

    public static AwsError DuplicateTags() => InvalidParameter("Duplicate tag keys found. Please note that Tag keys are case insensitive.");

    public static AwsError TransitiveTagNotPassed() => InvalidParameter("The specified transitive tag key must be included in the requested tags.");

    public static AwsError TransitiveTagConflict() => InvalidParameter(
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.");

    public static AwsError ReservedTag() => InvalidParameter("aws: prefixed tag key names are not allowed for external use.");

    public static AwsError TooManyTags(int most) => InvalidParameter($"A session can have up to {most} tags.");

    public static AwsError NoProvidedContexts() => InvalidParameter("Provided contexts are not supported.");

    public static AwsError InvalidMessage() => new("InvalidAuthorizationMessageException", "Message is not valid");

    public static AwsError UnknownKey(string accessKeyId) => ValidationError($"The access key {accessKeyId} tells no account.");

    /// <summary>Why a provider's token was not taken.</summary>
    public static AwsError OfToken(WebIdentityCheck check, DateTimeOffset now) => check.Fault switch
    {
        WebIdentityFault.MissingClaim => InvalidToken($"Missing a required claim: {check.Detail}"),
        WebIdentityFault.BadClaim => InvalidToken($"The claim {check.Detail} is not valid"),
        WebIdentityFault.BadIssuer => InvalidToken("Issuer must be a valid URL"),
        WebIdentityFault.NoProvider => InvalidToken($"No OpenIDConnect provider found in your account for {check.Detail}"),
        WebIdentityFault.WrongAudience => InvalidToken("Incorrect token audience"),
        WebIdentityFault.Expired => new(
            "ExpiredTokenException", $"Token expired: current date/time {now.ToUnixTimeSeconds()} must be before the expiration date/time {check.Detail}"),
        WebIdentityFault.NotYetValid => InvalidToken($"Token not yet valid: current date/time {now.ToUnixTimeSeconds()} must be after {check.Detail}"),
        WebIdentityFault.NoKey => InvalidToken(
            "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements"),
        WebIdentityFault.Unreachable => new("IDPCommunicationError", "The identity provider could not be reached to verify the token. Retry the request."),
        WebIdentityFault.UntrustedCertificate => InvalidToken("OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint"),
        WebIdentityFault.BadSignature => InvalidToken("The signature of the token is invalid"),
        _ => InvalidToken("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"),
    };

    public static AwsError InvalidToken(string message) => new("InvalidIdentityToken", message);

    private static AwsError InvalidParameter(string message) => new("InvalidParameterValue", message);
}

using Slipway.Wire.Audit;
using Slipway.Wire.Shapes;

namespace Slipway.Wire;

/// <summary>
/// The refusals that come before any operation: authentication, authorization, routing and reading, each in the words
/// and with the status of its service's family.
/// </summary>
public static class WireErrors
{
    /// <summary>The grammar that IAM, STS and others share: every violation in one sentence.</summary>
    public static AwsError ValidationError(IReadOnlyList<Violation> violations) =>
        ValidationError(violations.Count, violations.Select(violation => Sentence(violation, violation.Member)));

    /// <summary>The same as EventBridge, KMS and Secrets Manager give it, whose members are capitalized on the wire alone.</summary>
    public static AwsError ValidationException(IReadOnlyList<Violation> violations) => new(
        "ValidationException",
        ValidationError(violations.Count, violations.Select(violation => Sentence(violation, violation.MemberInCamelCase))).Message);

    /// <param name="sentences">One for each violation, where a service words them in its own way.</param>
    public static AwsError ValidationError(int count, IEnumerable<string> sentences) =>
        new("ValidationError", $"{count} validation error{(count == 1 ? "" : "s")} detected: {string.Join("; ", sentences)}");

    // Quotes what was sent, except where it may be a secret: messages are logged and kept in the audit trail.
    private static string Sentence(Violation violation, string member)
    {
        var value = violation.IsMissing ? " null"
            : violation.Value is null || violation.Member.Split('.').Any(AuditSecrets.IsSecret) ? ""
            : $" '{violation.Value}'";
        return $"Value{value} at '{member}' failed to satisfy constraint: {violation.Constraint}";
    }

    public static AwsError MissingToken(ErrorFamily family) => family switch
    {
        ErrorFamily.Json => new("MissingAuthenticationTokenException", "Missing Authentication Token"),
        ErrorFamily.Query => new("MissingAuthenticationToken", "Request is missing Authentication Token") { Status = 403 },
        _ => new("AuthFailure", "AWS was not able to validate the provided access credentials") { Status = 401 },
    };

    public static AwsError IncompleteSignature(ErrorFamily family, string message) =>
        new(family is ErrorFamily.Json ? "IncompleteSignatureException" : "IncompleteSignature", message);

    /// <summary>An unknown or inactive key, or a session token that is not its own; which of them is nobody's business.</summary>
    public static AwsError InvalidToken(ErrorFamily family) => family switch
    {
        ErrorFamily.Json => new("UnrecognizedClientException", InvalidTokenMessage),
        ErrorFamily.Query => new("InvalidClientTokenId", InvalidTokenMessage) { Status = 403 },
        _ => new("AuthFailure", "AWS was not able to validate the provided access credentials") { Status = 401 },
    };

    public static AwsError ExpiredToken(ErrorFamily family) => family switch
    {
        ErrorFamily.Json => new("ExpiredTokenException", "The security token included in the request is expired"),
        ErrorFamily.Query => new("ExpiredToken", "The security token included in the request is expired") { Status = 403 },
        _ => new("RequestExpired", "Request has expired."),
    };

    public static AwsError WrongSignature(ErrorFamily family) => Signature(
        family,
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");

    public static AwsError OutsideClockWindow(ErrorFamily family, string message) =>
        family is ErrorFamily.Ec2 ? new("RequestExpired", "Request has expired.") : Signature(family, message);

    public static AwsError WrongScope(ErrorFamily family, string message) =>
        family is ErrorFamily.Ec2 ? new("AuthFailure", message) { Status = 401 } : Signature(family, message);

    /// <param name="verdict">A refusal: "User: … is not authorized to perform: …".</param>
    public static AwsError AccessDenied(ErrorFamily family, Verdict verdict) => family switch
    {
        ErrorFamily.Json => new("AccessDeniedException", verdict.Refusal!),
        ErrorFamily.Query => new("AccessDenied", verdict.Refusal!) { Status = 403 },
        _ => new("UnauthorizedOperation", $"You are not authorized to perform this operation. {verdict.Refusal}{Encoded(verdict)}") { Status = 403 },
    };

    public static AwsError Throttled(ErrorFamily family) => family switch
    {
        ErrorFamily.Json => new("ThrottlingException", "Rate exceeded"),
        ErrorFamily.Query => new("Throttling", "Rate exceeded"),
        _ => new("RequestLimitExceeded", "Request limit exceeded.") { Status = 503 },
    };

    public static AwsError UnknownOperation(ErrorFamily family, string operation, string version) => family switch
    {
        ErrorFamily.Json => new("UnknownOperationException", $"The operation '{operation}' is not known or not implemented."),
        ErrorFamily.Query => new("InvalidAction", $"Could not find operation {operation} for version {version}"),
        _ => new("InvalidAction", $"The action {operation} is not valid for this web service."),
    };

    public static AwsError Unreadable(ErrorFamily family, string message) => family switch
    {
        ErrorFamily.Json => new("SerializationException", message),
        ErrorFamily.Query => new("MalformedInput", message),
        _ => new("MalformedQueryString", message),
    };

    public static AwsError TooLarge(ErrorFamily family, int limit) => new(
        family is ErrorFamily.Json ? "RequestEntityTooLargeException" : "RequestEntityTooLarge",
        $"The request body is larger than {limit} bytes")
    { Status = 413 };

    public static AwsError MethodNotAllowed(ErrorFamily family) => new(
        family is ErrorFamily.Json ? "UnknownOperationException" : "InvalidAction",
        "This API is called with POST, or for query services with GET")
    { Status = 405 };

    public static AwsError IncompleteBody(ErrorFamily family, int status) => new(
        family is ErrorFamily.Json ? "IncompleteBodyException" : "IncompleteBody",
        "The request body could not be read to its end")
    { Status = status };

    public static AwsError Fault(ServiceDescriptor? service) => new(
        service?.FaultCode ?? "InternalFailure",
        "The request processing has failed because of an unknown error, exception or failure.")
    { Status = 500 };

    private static string Encoded(Verdict verdict) =>
        verdict.EncodeMessage is { } encode ? $" Encoded authorization failure message: {encode()}" : "";

    private const string InvalidTokenMessage = "The security token included in the request is invalid.";

    private static AwsError Signature(ErrorFamily family, string message) => family is ErrorFamily.Json
        ? new("InvalidSignatureException", message)
        : new("SignatureDoesNotMatch", message) { Status = 403 };
}

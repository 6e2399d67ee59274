using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.SecretsManager;

/// <summary>Every refusal Secrets Manager can give. All are status 400.</summary>
internal static class SecretsManagerErrors
{
    public static AwsError Invalid(IReadOnlyList<Violation> violations) => WireErrors.ValidationException(violations);

    public static AwsError NotFound() => new("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");

    public static AwsError NoSuchVersion(string id) => new("ResourceNotFoundException", $"Secrets Manager can't find the specified secret value for VersionId: {id}");

    public static AwsError NoSuchStage(string stage) => new("ResourceNotFoundException", $"Secrets Manager can't find the specified secret value for staging label: {stage}");

    public static AwsError StageOfAnother() => new("InvalidRequestException", "You provided a VersionStage that is not associated to the provided VersionId.");

    public static AwsError Exists(string name) => new("ResourceExistsException", $"The operation failed because the secret {name} already exists.");

    public static AwsError TokenInUse(string token, string arn) => new(
        "ResourceExistsException", $"You can't use ClientRequestToken {token} because that value is already in use for a version of secret {arn}.");

    public static AwsError NameScheduledForDeletion() => new(
        "InvalidRequestException", "You can't create this secret because a secret with this name is already scheduled for deletion.");

    public static AwsError MarkedForDeletion() => new(
        "InvalidRequestException", "You can't perform this operation on the secret because it was marked for deletion.");

    public static AwsError AlreadyScheduled() => new(
        "InvalidRequestException", "You can't perform this operation on the secret because it was already scheduled for deletion.");

    public static AwsError InvalidName() => new(
        "ValidationException", "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!");

    public static AwsError TwoValues() => InvalidParameter("You can't specify both a binary secret value and a string secret value in the same secret.");

    public static AwsError NoValue() => InvalidRequest("You must provide either SecretString or SecretBinary.");

    public static AwsError RecoveryWindow() => InvalidParameter("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");

    public static AwsError WindowWithForce() => InvalidParameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");

    public static AwsError MustNameHolder(string stage, string version) => InvalidParameter(
        $"The parameter RemoveFromVersionId can't be empty. Staging label {stage} is currently attached to version {version}, so you must explicitly reference that version in RemoveFromVersionId.");

    public static AwsError NotAttached(string stage, string version) => InvalidParameter($"The staging label {stage} is not attached to version {version}.");

    public static AwsError CurrentMustMove() => InvalidParameter("You can only move staging label AWSCURRENT to a different secret version. It can't be completely removed.");

    public static AwsError TooManyLabels() => new("LimitExceededException", $"A version of a secret can have at most {SecretStages.MostLabels} staging labels.");

    public static AwsError TooManyVersions() => new("LimitExceededException", "The secret has too many versions of the last 24 hours.");

    public static AwsError InvalidNextToken() => new("InvalidNextTokenException", "The NextToken value is invalid.");

    public static AwsError UnknownKey(string key) => new("EncryptionFailure", $"Secrets Manager can't encrypt the secret with the KMS key {key}: only alias/aws/secretsmanager is there.");

    public static AwsError NotSupported(string member) => InvalidParameter($"{member} is not supported by this server.");

    public static AwsError InvalidParameter(string message) => new("InvalidParameterException", message);

    public static AwsError InvalidRequest(string message) => new("InvalidRequestException", message);
}

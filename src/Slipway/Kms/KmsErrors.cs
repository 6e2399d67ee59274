using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms;

/// <summary>Every refusal KMS can give, worded as the service words it. All are status 400.</summary>
internal static class KmsErrors
{
    public static AwsError Invalid(IReadOnlyList<Violation> violations) => WireErrors.ValidationException(violations);

    public static AwsError InvalidValue(string why) => new("ValidationException", why);

    public static AwsError NotFound(NamedKey key) => new(
        "NotFoundException", key.KeyId is null ? $"Alias {key} is not found." : $"Key '{key}' does not exist");

    public static AwsError InvalidKeyId(string keyId) => new("NotFoundException", $"Invalid keyId '{keyId}'");

    public static AwsError OfAnotherRegion(string region) => new("NotFoundException", $"Invalid arn {region}");

    public static AwsError AliasNotFound(string arn) => new("NotFoundException", $"Alias {arn} is not found.");

    public static AwsError AliasExists(string arn) => new("AlreadyExistsException", $"An alias with the name {arn} already exists");

    public static AwsError InvalidAlias(string why) => new("InvalidAliasNameException", why);

    public static AwsError IsPendingDeletion(KmsKey key) => new("KMSInvalidStateException", $"{key.Arn} is pending deletion.");

    public static AwsError IsNotPendingDeletion(KmsKey key) => new("KMSInvalidStateException", $"{key.Arn} is not pending deletion.");

    public static AwsError Disabled(KmsKey key) => new("DisabledException", $"{key.Arn} is disabled.");

    public static AwsError Unsupported(string why) => new("UnsupportedOperationException", why);

    public static AwsError MalformedPolicy(string why) => new("MalformedPolicyDocumentException", why);

    public static AwsError InvalidTag(string why) => new("TagException", why);

    public static AwsError InvalidMarker() => new("InvalidMarkerException", "The marker must come from the previous call with the same parameters");

    public static AwsError InvalidCiphertext() => new("InvalidCiphertextException", "The ciphertext was not made here by this key, or has been changed, or the encryption context is another");

    public static AwsError IncorrectKey() => new("IncorrectKeyException", "The key ID in the request does not identify a CMK that can perform this operation.");

    public static AwsError WrongAlgorithm(KmsKey key) => new("InvalidKeyUsageException", $"{key.Arn} is a symmetric key: its algorithm is SYMMETRIC_DEFAULT.");

    public static AwsError InvalidGrantToken() => new("InvalidGrantTokenException", "There are no grants, so no grant token is valid.");

    public static AwsError DryRun() => new("DryRunOperationException", "The request would have succeeded, but the DryRun option is set.");

    /// <summary>What AWS's own policy on its managed keys allows nobody.</summary>
    public static AwsError ManagedByAws(Caller caller, string action, KmsKey key) => new(
        "AccessDeniedException",
        $"User: {caller.Principal.Arn} is not authorized to perform: kms:{action} on resource: {key.Arn} because no resource-based policy allows the kms:{action} action");
}

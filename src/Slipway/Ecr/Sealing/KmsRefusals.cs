using Slipway.Registry;
using Slipway.Registry.Sealing;
using Slipway.Wire;

namespace Slipway.Ecr.Sealing;

/// <summary>What ECR says when a repository's key cannot be used.</summary>
internal static class KmsRefusals
{
    public static AwsError Of(KeyUnavailableException fault) => new("KmsException", fault.Message)
    {
        Members = [new("kmsError", ErrorOf(fault))],
    };

    /// <summary>KMS's own name for it.</summary>
    public static string ErrorOf(KeyUnavailableException fault) => fault.Fault switch
    {
        KeyFault.Disabled => "DisabledException",
        KeyFault.PendingDeletion => "KMSInvalidStateException",
        KeyFault.Missing => "NotFoundException",
        _ => "KeyUnavailableException",
    };

    /// <exception cref="AwsError">KmsException.</exception>
    public static async ValueTask RequireUsableAsync(this IEncryptionKeys keys, Repository repository, CancellationToken ct)
    {
        if (await keys.FaultOfAsync(repository.Encryption.Domain, ct) is { } fault) throw Of(fault);
    }
}

using Slipway.Identity.MfaDevices;
using Slipway.Wire;

namespace Slipway.Sts;

/// <summary>The MFA code that comes with a request.</summary>
internal static class MfaProof
{
    /// <summary>Takes the code, which is then used up.</summary>
    /// <returns>false when none was given.</returns>
    /// <exception cref="AwsError">It is wrong, or half of it is missing.</exception>
    public static async ValueTask<bool> TakeAsync(MfaVerifier verifier, string userId, string? serialNumber, string? code, CancellationToken ct)
    {
        if (serialNumber is null && code is null) return false;
        if (serialNumber is null || code is null) throw StsErrors.IncompleteMfa();
        return await verifier.VerifyAsync(userId, serialNumber, code, ct) ? true : throw StsErrors.WrongMfaCode();
    }
}

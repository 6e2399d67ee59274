namespace Slipway.Identity.MfaDevices;

/// <summary>Says whether codes of an MFA device are right. A code that it took is used up.</summary>
internal sealed class MfaVerifier(IMfaDeviceStore devices, MfaSeeds seeds, FailedAttempts attempts, TimeProvider clock)
{
    /// <summary>Takes a code of a device that is enabled for a user.</summary>
    /// <param name="userId"><c>AIDA…</c>.</param>
    /// <param name="code">As it was given; anything but the right six digits is refused.</param>
    /// <returns>
    /// false for a wrong code, one that was taken before, one older than one that was taken, a device that is not the
    /// user's, and while the device takes none after too many wrong ones; which of them is nobody's business.
    /// </returns>
    public async ValueTask<bool> VerifyAsync(string userId, string serialNumber, string code, CancellationToken ct)
    {
        if (await devices.FindAsync(serialNumber, ct) is not { } device || device.Enabled?.User.Id != userId) return false;
        if (!attempts.TryBegin(serialNumber)) return false;
        if (Totp.FindStep(seeds.Open(device), code, clock.GetUtcNow()) is not { } step) return false;
        if (!await devices.TakeStepAsync(serialNumber, userId, step, ct)) return false;
        attempts.Forget(serialNumber);
        return true;
    }

    /// <summary>Looks at two codes that must follow one another, which shows that device and server agree on seed and time.</summary>
    /// <returns>The step of the second, for the store to take; null when they are wrong or may not be tried now.</returns>
    public long? FindConsecutive(MfaDevice device, string first, string second)
    {
        if (!attempts.TryBegin(device.SerialNumber)) return null;
        if (Totp.FindConsecutive(seeds.Open(device), first, second, clock.GetUtcNow()) is not { } step) return null;
        attempts.Forget(device.SerialNumber);
        return step;
    }
}

using Slipway.Kernel;

namespace Slipway.Identity.MfaDevices;

/// <summary>
/// Virtual MFA devices and whom they are enabled for. Each method is one transaction; what returned is durable. Must pass
/// MfaDeviceStoreContract.
/// </summary>
internal interface IMfaDeviceStore
{
    /// <summary>Adds a device that is nobody's.</summary>
    /// <returns>false when the account has one of that path and name.</returns>
    ValueTask<bool> TryAddAsync(MfaDevice device, CancellationToken ct);

    /// <returns>null when there is no such device.</returns>
    ValueTask<MfaDevice?> FindAsync(string serialNumber, CancellationToken ct);

    /// <summary>An account's devices, in the order of their serial numbers.</summary>
    /// <param name="isEnabled">Only those that are enabled, or are not; null for all.</param>
    /// <param name="after">The <see cref="MfaDevice.PageKey"/> that the page begins behind; null for the first page.</param>
    ValueTask<Page<MfaDevice>> ListAsync(string account, bool? isEnabled, string? after, int limit, CancellationToken ct);

    /// <summary>At most <see cref="MfaDevice.MostOfUser"/>, in the order of their serial numbers.</summary>
    ValueTask<IReadOnlyList<MfaDevice>> ListOfUserAsync(string userId, CancellationToken ct);

    /// <summary>Enables a device for a user, and takes the code of a step with it.</summary>
    ValueTask<MfaEnabling> EnableAsync(string serialNumber, string userId, long step, DateTimeOffset at, CancellationToken ct);

    /// <summary>Takes the code of a step for a user's device.</summary>
    /// <returns>false when that code or a later one was taken before, or the device is not the user's.</returns>
    ValueTask<bool> TakeStepAsync(string serialNumber, string userId, long step, CancellationToken ct);

    /// <returns>false when it was not enabled for the user.</returns>
    ValueTask<bool> DeactivateAsync(string serialNumber, string userId, CancellationToken ct);

    /// <summary>Removes a device that is nobody's.</summary>
    /// <returns>The device as it was, so that the caller sees whether it was <see cref="MfaDevice.Enabled"/> and stayed; null when there is none.</returns>
    ValueTask<MfaDevice?> DeleteAsync(string serialNumber, CancellationToken ct);

    /// <param name="change">Makes the new tags of the present ones; what it throws undoes everything.</param>
    /// <returns>The device with its new tags; null when there is none.</returns>
    ValueTask<MfaDevice?> ChangeTagsAsync(string serialNumber, Func<TagSet, TagSet> change, CancellationToken ct);
}

/// <summary>What became of enabling a device.</summary>
internal enum MfaEnabling
{
    Enabled,

    /// <summary>The device or the user is not there, or not of the same account.</summary>
    NotFound,

    /// <summary>It is enabled already, for this user or another.</summary>
    InUse,

    /// <summary>The user has <see cref="MfaDevice.MostOfUser"/> devices.</summary>
    TooMany,

    /// <summary>The code, or a later one, was taken before.</summary>
    CodeUsed,
}

using Slipway.Identity.Users;
using Slipway.Kernel;

namespace Slipway.Identity.MfaDevices;

/// <summary>A virtual MFA device (API_VirtualMFADevice): a seed that a user's phone knows too.</summary>
/// <param name="Account">12 digits.</param>
/// <param name="Path"><c>/</c>, or begins and ends with one.</param>
/// <param name="Name">Kept as it was given; unique under its path without regard to case.</param>
/// <param name="SealedSeed">Sealed by <see cref="MfaSeeds"/> for this serial number.</param>
/// <param name="CreatedAt">UTC, to the millisecond.</param>
internal sealed record MfaDevice(string Account, string Path, string Name, ReadOnlyMemory<byte> SealedSeed, DateTimeOffset CreatedAt)
{
    /// <summary>Devices of one user ("IAM and AWS STS quotas").</summary>
    public const int MostOfUser = 8;

    /// <summary>Six less than the model's 256: what follows the account in it must fit into the marker of a page.</summary>
    public const int LongestSerialNumber = 250;

    /// <summary>An ARN; what requests name the device by.</summary>
    public string SerialNumber => SerialNumberOf(Account, Path, Name);

    /// <summary>By which it stands among the devices of its account: the end of the serial number.</summary>
    public string PageKey => Path + Name;

    /// <summary>Whom it is enabled for, and since when; null while it is nobody's.</summary>
    public (User User, DateTimeOffset Since)? Enabled { get; init; }

    public TagSet Tags { get; init; } = TagSet.Empty;

    public static string SerialNumberOf(string account, string path, string name) => $"arn:aws:iam::{account}:mfa{path}{name}";
}

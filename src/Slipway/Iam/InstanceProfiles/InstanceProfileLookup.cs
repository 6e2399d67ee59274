using Slipway.Identity;
using Slipway.Identity.InstanceProfiles;
using Slipway.Wire;

namespace Slipway.Iam.InstanceProfiles;

/// <summary>The instance profile that a request names.</summary>
internal static class InstanceProfileLookup
{
    /// <exception cref="AwsError">NoSuchEntity.</exception>
    public static async ValueTask<InstanceProfile> RequireAsync(this IInstanceProfileStore profiles, Caller caller, IamName name, CancellationToken ct) =>
        await profiles.FindAsync(caller.Account, name, ct) ?? throw IamErrors.InstanceProfileNotFound($"{name}");
}

using Slipway.Identity.Roles;
using Slipway.Kernel;

namespace Slipway.Identity.InstanceProfiles;

/// <summary>An instance profile (API_InstanceProfile): what hands a role to a machine.</summary>
/// <param name="Id"><c>AIPA…</c>; never used again.</param>
/// <param name="Path"><c>/</c>, or begins and ends with one.</param>
/// <param name="Name">Kept as it was given; unique in its account without regard to case.</param>
internal sealed record InstanceProfile(string Id, string Account, string Path, string Name, DateTimeOffset CreatedAt)
{
    public string Arn => $"arn:aws:iam::{Account}:instance-profile{Path}{Name}";

    /// <summary>The one role that it can hold; null while it holds none.</summary>
    public Role? Role { get; init; }

    public TagSet Tags { get; init; } = TagSet.Empty;
}

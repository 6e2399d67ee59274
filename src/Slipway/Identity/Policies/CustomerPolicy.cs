using Slipway.Kernel;

namespace Slipway.Identity.Policies;

/// <summary>A customer's own managed policy (API_Policy).</summary>
/// <param name="Id"><c>ANPA…</c>; never used again.</param>
/// <param name="Path"><c>/</c>, or begins and ends with one.</param>
/// <param name="Name">Kept as it was given; unique in its account without regard to case.</param>
/// <param name="UpdatedAt">When its latest version was made.</param>
/// <param name="DefaultVersion">The number of the version that is in force.</param>
internal sealed record CustomerPolicy(
    string Id, string Account, string Path, string Name, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long DefaultVersion)
{
    public string Arn => $"arn:aws:iam::{Account}:policy{Path}{Name}";

    public string? Description { get; init; }

    public TagSet Tags { get; init; } = TagSet.Empty;

    public PolicyUsage Usage { get; init; }
}

/// <summary>How many users, groups and roles of an account use a managed policy.</summary>
/// <param name="Attachments">As a permissions policy.</param>
/// <param name="Boundaries">As a permissions boundary.</param>
internal readonly record struct PolicyUsage(long Attachments, long Boundaries);

/// <summary>Which of an account's managed policies are listed: those that meet all of these.</summary>
/// <param name="PathPrefix"><c>/</c> for all.</param>
/// <param name="IsAttached">Only those that are a permissions policy of somebody.</param>
/// <param name="IsBoundary">Only those that are somebody's permissions boundary.</param>
internal sealed record PolicyFilter(string PathPrefix, bool IsAttached, bool IsBoundary);

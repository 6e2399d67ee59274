using Slipway.Kernel;

namespace Slipway.Identity.Users;

/// <summary>An IAM user (API_User).</summary>
/// <param name="Id"><c>AIDA…</c>; never used again, not even for a new user of the same name.</param>
/// <param name="Account">12 digits.</param>
/// <param name="Path"><c>/</c>, or begins and ends with one.</param>
/// <param name="Name">Kept as it was given; unique in its account without regard to case.</param>
/// <param name="CreatedAt">UTC, to the millisecond.</param>
internal sealed record User(string Id, string Account, string Path, string Name, DateTimeOffset CreatedAt)
{
    public string Arn => $"arn:aws:iam::{Account}:user{Path}{Name}";

    public TagSet Tags { get; init; } = TagSet.Empty;

    /// <summary>The managed policy that is its permissions boundary; null where none is set.</summary>
    public string? BoundaryArn { get; init; }

    /// <summary>When its password last signed it in; null where it has none or it was never used.</summary>
    public DateTimeOffset? PasswordLastUsedAt { get; init; }
}

using Slipway.Identity.Principals;
using Slipway.Kernel;

namespace Slipway.Identity.Roles;

/// <summary>An IAM role (API_Role).</summary>
/// <param name="Id"><c>AROA…</c>; never used again, and what stored policies bind to.</param>
/// <param name="Path"><c>/</c>, or begins and ends with one.</param>
/// <param name="Name">Kept as it was given; unique in its account without regard to case.</param>
/// <param name="TrustPolicy">Who may assume it.</param>
/// <param name="MaxSession">1 to 12 hours.</param>
internal sealed record Role(string Id, string Account, string Path, string Name, DateTimeOffset CreatedAt, BoundPolicy TrustPolicy, TimeSpan MaxSession)
{
    public string Arn => $"arn:aws:iam::{Account}:role{Path}{Name}";

    public string? Description { get; init; }

    /// <summary>The managed policy that is its permissions boundary; null where none is set.</summary>
    public string? BoundaryArn { get; init; }

    /// <summary>The service of a service-linked role, such as <c>ecs.amazonaws.com</c>; only that service changes it.</summary>
    public string? Service { get; init; }

    public TagSet Tags { get; init; } = TagSet.Empty;

    /// <summary>When and where one of its sessions was last used; null when never.</summary>
    public (DateTimeOffset At, string Region)? LastUsed { get; init; }
}

using Slipway.Identity.Users;
using Slipway.Kernel;

namespace Slipway.Iam.Users;

/// <summary>A user as clients see it (API_User).</summary>
internal sealed record UserShape(
    string Path,
    string? UserName,
    string UserId,
    string Arn,
    DateTimeOffset CreateDate,
    DateTimeOffset? PasswordLastUsed,
    BoundaryShape? PermissionsBoundary,
    IReadOnlyList<TagShape>? Tags)
{
    public static UserShape Of(User user) => Listed(user) with { PermissionsBoundary = BoundaryShape.OrNull(user.BoundaryArn), Tags = TagShape.OrNull(user.Tags) };

    /// <summary>In listings tags and boundary are left out.</summary>
    public static UserShape Listed(User user) => new(
        user.Path, user.Name, user.Id, user.Arn, user.CreatedAt.ToSeconds(), user.PasswordLastUsedAt?.ToSeconds(), PermissionsBoundary: null, Tags: null);

    /// <summary>Root, as it sees itself: no user, and so without a name.</summary>
    public static UserShape OfRoot(string account) => new(
        Path: "/", UserName: null, account, $"arn:aws:iam::{account}:root", DateTimeOffset.UnixEpoch, PasswordLastUsed: null, PermissionsBoundary: null, Tags: null);
}

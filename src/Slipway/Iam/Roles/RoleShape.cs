using Slipway.Identity.Roles;
using Slipway.Kernel;

namespace Slipway.Iam.Roles;

/// <summary>A role as clients see it (API_Role). What it tells depends on the operation, as on AWS.</summary>
internal sealed record RoleShape(
    string Path,
    string RoleName,
    string RoleId,
    string Arn,
    DateTimeOffset CreateDate,
    string? AssumeRolePolicyDocument,
    string? Description,
    int? MaxSessionDuration,
    BoundaryShape? PermissionsBoundary,
    IReadOnlyList<TagShape>? Tags,
    RoleLastUsedShape? RoleLastUsed)
{
    /// <param name="trust">From <see cref="TrustPolicies.ShowAsync"/>.</param>
    public static RoleShape Of(Role role, string trust) => Listed(role, trust) with
    {
        PermissionsBoundary = BoundaryShape.OrNull(role.BoundaryArn),
        Tags = TagShape.OrNull(role.Tags),
        RoleLastUsed = new(role.LastUsed?.At.ToSeconds(), role.LastUsed?.Region),
    };

    /// <summary>In listings tags, boundary and last use are left out.</summary>
    /// <inheritdoc cref="Of"/>
    public static RoleShape Listed(Role role, string trust) => Named(role, trust) with
    {
        Description = role.Description,
        MaxSessionDuration = (int)role.MaxSession.TotalSeconds,
    };

    /// <summary>The answer to its creation leaves out what there is no news about.</summary>
    /// <inheritdoc cref="Of"/>
    public static RoleShape Created(Role role, string trust) => Named(role, trust) with
    {
        PermissionsBoundary = BoundaryShape.OrNull(role.BoundaryArn),
        Tags = TagShape.OrNull(role.Tags),
    };

    /// <summary>Within an instance profile.</summary>
    /// <inheritdoc cref="Of"/>
    public static RoleShape Named(Role role, string trust) => new(
        role.Path, role.Name, role.Id, role.Arn, role.CreatedAt.ToSeconds(), trust,
        Description: null, MaxSessionDuration: null, PermissionsBoundary: null, Tags: null, RoleLastUsed: null);
}

/// <summary>API_RoleLastUsed; empty while it was never used.</summary>
internal sealed record RoleLastUsedShape(DateTimeOffset? LastUsedDate, string? Region);

using Slipway.Iam.PolicyEngine;
using Slipway.Identity.Roles;
using Slipway.Identity.Users;

namespace Slipway.Identity.Grants;

/// <summary>A policy and how its principal came by it.</summary>
/// <param name="Name">Of the inline or managed policy.</param>
/// <param name="Arn">Of a managed policy; null for an inline one.</param>
/// <param name="Holder">Of an inline one: whose it is, so that two of one name are told apart.</param>
/// <param name="HolderName">Of the user, group or role that it was granted through; null for policies that no principal holds.</param>
internal sealed record GrantedPolicy(string Name, string? Arn, PolicySourceType Holder, string Document, string? HolderName)
{
    /// <summary>What decisions call it: a managed policy's name, and of an inline one also whose it is, as AWS's simulator does.</summary>
    public string Label => Arn is null && HolderName is not null ? $"{Holder.ToString().ToLowerInvariant()}_{HolderName}_{Name}" : Name;
}

/// <param name="Policies">The user's own and its groups'.</param>
/// <param name="Boundary">null where none is set; with no document where its policy is gone, which then allows nothing.</param>
internal sealed record UserGrants(User User, IReadOnlyList<GrantedPolicy> Policies, Boundary? Boundary);

/// <inheritdoc cref="UserGrants"/>
internal sealed record RoleGrants(Role Role, IReadOnlyList<GrantedPolicy> Policies, Boundary? Boundary);

internal sealed record Boundary(GrantedPolicy? Policy);

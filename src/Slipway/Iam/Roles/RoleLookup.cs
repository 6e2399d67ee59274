using Slipway.Identity;
using Slipway.Identity.Roles;
using Slipway.Wire;

namespace Slipway.Iam.Roles;

/// <summary>The first step of nearly every operation on roles: the one that a request names.</summary>
internal static class RoleLookup
{
    /// <exception cref="AwsError">NoSuchEntity.</exception>
    public static async ValueTask<Role> RequireAsync(this IRoleStore roles, Caller caller, IamName name, CancellationToken ct) =>
        await roles.FindAsync(caller.Account, name, ct) ?? throw IamErrors.NotFound("role", $"{name}");

    /// <exception cref="AwsError">NoSuchEntity; UnmodifiableEntity for a service-linked role.</exception>
    public static async ValueTask<Role> RequireOwnAsync(this IRoleStore roles, Caller caller, IamName name, CancellationToken ct) =>
        await roles.RequireAsync(caller, name, ct) is { Service: null } role ? role : throw IamErrors.ProtectedRole($"{name}");

    /// <summary>Changes a role that was found, in one transaction.</summary>
    /// <exception cref="AwsError">NoSuchEntity when it has gone in between; what <paramref name="change"/> throws.</exception>
    public static async ValueTask<Role> ChangeAsync(this IRoleStore roles, Role found, Func<Role, Role> change, CancellationToken ct) =>
        await roles.ChangeAsync(found.Id, change, ct) ?? throw IamErrors.NotFound("role", found.Name);
}

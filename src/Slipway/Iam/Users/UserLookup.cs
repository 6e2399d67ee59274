using Slipway.Identity;
using Slipway.Identity.Users;
using Slipway.Wire;

namespace Slipway.Iam.Users;

/// <summary>The first step of many operations: the user that a request names, or who asks where it names none.</summary>
internal static class UserLookup
{
    /// <exception cref="AwsError">NoSuchEntity; ValidationError when none is named and the caller is no user.</exception>
    public static async ValueTask<User> RequireAsync(this IUserStore users, Caller caller, IamName? name, CancellationToken ct)
    {
        if (name is { } named) return await users.FindAsync(caller.Account, named, ct) ?? throw IamErrors.NotFound("user", named.ToString());
        if (caller.Principal.Kind is not PrincipalKind.User) throw IamErrors.NoUserName();
        // Deleted since it was authenticated.
        return await users.FindByIdAsync(caller.Principal.UserId, ct) ?? throw IamErrors.NotFound("user", caller.Principal.UserId);
    }
}

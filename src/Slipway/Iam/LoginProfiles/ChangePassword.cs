using Slipway.Iam.Users;
using Slipway.Identity;
using Slipway.Identity.LoginProfiles;
using Slipway.Identity.Passwords;
using Slipway.Identity.Users;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.LoginProfiles;

internal sealed record ChangePasswordRequest(
    [Length(1, LoginProfileShape.LongestPassword)] [Pattern(LoginProfileShape.PasswordPattern)] string OldPassword,
    [Length(1, LoginProfileShape.LongestPassword)] [Pattern(LoginProfileShape.PasswordPattern)] string NewPassword);

/// <summary>A user sets its own password. AWS: API_ChangePassword.</summary>
[Operation<IamApi>]
internal sealed class ChangePassword(
    IUserStore users, ILoginProfileStore profiles, NewPasswords rules, PasswordHashes hashes, FailedAttempts attempts, TimeProvider clock)
    : IOperation<ChangePasswordRequest, Nothing>
{
    public static Access Requires(ChangePasswordRequest request, Caller caller) => Access.On(IamArns.User(caller, name: null));

    public async ValueTask<Nothing> HandleAsync(ChangePasswordRequest request, Caller caller, CancellationToken ct)
    {
        if (caller.Principal.Kind is not PrincipalKind.User) throw IamErrors.NotAUser();
        var user = await users.RequireAsync(caller, name: null, ct);
        var present = await profiles.FindAsync(user.Id, ct) ?? throw IamErrors.LoginProfileNotFound(user.Name);
        if (!attempts.TryBegin(user.Id) || !await hashes.MatchAsync(present.PasswordHash, request.OldPassword, ct)) throw IamErrors.WrongPassword();
        attempts.Forget(user.Id);
        if (await rules.FindFaultAsync(caller.Account, present, request.NewPassword, ct) is { } fault) throw IamErrors.PasswordPolicyViolation(fault);
        var replacement = present.WithPassword(await hashes.HashAsync(request.NewPassword, ct), clock.Now()) with { IsResetRequired = false };
        return await profiles.TryReplaceAsync(present, replacement, ct) ? new() : throw IamErrors.LoginProfileChanging(user.Name);
    }
}

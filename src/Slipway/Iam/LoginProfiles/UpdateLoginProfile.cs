using Slipway.Iam.Users;
using Slipway.Identity;
using Slipway.Identity.LoginProfiles;
using Slipway.Identity.Passwords;
using Slipway.Identity.Users;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.LoginProfiles;

internal sealed record UpdateLoginProfileRequest(
    [Length(1, 64)] IamName UserName,
    [Length(1, LoginProfileShape.LongestPassword)] [Pattern(LoginProfileShape.PasswordPattern)] string? Password,
    bool? PasswordResetRequired);

/// <summary>Sets another password of a user, or that the user must. AWS: API_UpdateLoginProfile.</summary>
[Operation<IamApi>]
internal sealed class UpdateLoginProfile(
    IUserStore users, ILoginProfileStore profiles, NewPasswords rules, PasswordHashes hashes, TimeProvider clock)
    : IOperation<UpdateLoginProfileRequest, Nothing>
{
    public static Access Requires(UpdateLoginProfileRequest request, Caller caller) => Access.On(IamArns.User(caller, request.UserName));

    public async ValueTask<Nothing> HandleAsync(UpdateLoginProfileRequest request, Caller caller, CancellationToken ct)
    {
        var user = await users.RequireAsync(caller, request.UserName, ct);
        var present = await profiles.FindAsync(user.Id, ct) ?? throw IamErrors.LoginProfileNotFound(user.Name);
        var replacement = present with { IsResetRequired = request.PasswordResetRequired ?? present.IsResetRequired };
        if (request.Password is { } password)
        {
            if (await rules.FindFaultAsync(caller.Account, present, password, ct) is { } fault) throw IamErrors.PasswordPolicyViolation(fault);
            replacement = replacement.WithPassword(await hashes.HashAsync(password, ct), clock.Now());
        }

        return await profiles.TryReplaceAsync(present, replacement, ct) ? new() : throw IamErrors.LoginProfileChanging(user.Name);
    }
}

using Slipway.Iam.Users;
using Slipway.Identity;
using Slipway.Identity.LoginProfiles;
using Slipway.Identity.Passwords;
using Slipway.Identity.Users;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.LoginProfiles;

internal sealed record CreateLoginProfileRequest(
    [Length(1, 64)] IamName? UserName,
    [Length(1, LoginProfileShape.LongestPassword)] [Pattern(LoginProfileShape.PasswordPattern)] string? Password,
    bool? PasswordResetRequired);

internal sealed record CreateLoginProfileResponse(LoginProfileShape LoginProfile);

/// <summary>Gives a user its first password. AWS: API_CreateLoginProfile.</summary>
[Operation<IamApi>]
internal sealed class CreateLoginProfile(
    IUserStore users, ILoginProfileStore profiles, NewPasswords rules, PasswordHashes hashes, TimeProvider clock)
    : IOperation<CreateLoginProfileRequest, CreateLoginProfileResponse>
{
    public static Access Requires(CreateLoginProfileRequest request, Caller caller) => Access.On(IamArns.User(caller, request.UserName));

    public async ValueTask<CreateLoginProfileResponse> HandleAsync(CreateLoginProfileRequest request, Caller caller, CancellationToken ct)
    {
        // Only for the root user of a member account, who gets no password here, may both be left out.
        if (request.UserName is not { } name) throw IamErrors.Missing(nameof(request.UserName));
        if (request.Password is not { } password) throw IamErrors.Missing(nameof(request.Password));
        var user = await users.RequireAsync(caller, name, ct);
        // Hashing is dear: what cannot be need not be hashed.
        if (await profiles.FindAsync(user.Id, ct) is not null) throw IamErrors.LoginProfileExists(user.Name);
        if (await rules.FindFaultAsync(caller.Account, present: null, password, ct) is { } fault) throw IamErrors.PasswordPolicyViolation(fault);
        var now = clock.Now();
        LoginProfile profile = new(user.Id, await hashes.HashAsync(password, ct), request.PasswordResetRequired is true, now, now);
        return await profiles.TryAddAsync(profile, ct) ? new(LoginProfileShape.Of(user, profile)) : throw IamErrors.LoginProfileExists(user.Name);
    }
}

using Slipway.Identity;
using Slipway.Identity.Roles;
using Slipway.Wire;

namespace Slipway.Sts;

/// <summary>Lets callers into roles: the one place where it is decided, for signed requests and for tokens of providers alike.</summary>
internal sealed class RoleAdmission(IRoleStore roles, IAuthorizer authorizer)
{
    /// <summary>Tells a role's ARN from other text.</summary>
    /// <exception cref="AwsError">It is none.</exception>
    public static Arn Parse(string text) =>
        Arn.TryParse(text, out var arn) && arn is { Service: "iam", Region: "" } && arn.Account.Length == 12 && arn.Account.All(char.IsAsciiDigit)
            && arn.Resource.StartsWith("role/", StringComparison.Ordinal)
            ? arn
            : throw StsErrors.InvalidArn(text);

    /// <param name="caller">Who asks.</param>
    /// <param name="access">What that takes, the role's trust among it.</param>
    /// <returns>null when there is no such role, or it does not let the caller in: which of them is nobody's business.</returns>
    public async ValueTask<AdmittedRole?> AdmitAsync(Caller caller, Access access, Arn arn, CancellationToken ct)
    {
        if (await FindAsync(arn, ct) is not { } role) return null;
        var verdict = await authorizer.DecideAsync(caller, access, ct);
        if (!verdict.IsAllowed) return null;
        // A role may go and another of its name come while it is being decided. Ids never come back, so with the same one
        // before and after it was this role that let the caller in.
        return await FindAsync(arn, ct) is { } still && still.Id == role.Id ? new AdmittedRole(still) : null;
    }

    // Names are found without regard to case, but a role is assumed by its ARN to the letter.
    private async ValueTask<Role?> FindAsync(Arn arn, CancellationToken ct) =>
        IamName.TryParse(arn.Resource[(arn.Resource.LastIndexOf('/') + 1)..], out var name)
            && await roles.FindAsync(arn.Account, name, ct) is { } role
            && role.Arn == arn.ToString()
                ? role
                : null;
}

/// <summary>A role that let its caller in: having one is the proof. Made by <see cref="RoleAdmission"/> alone.</summary>
internal sealed record AdmittedRole(Role Role);

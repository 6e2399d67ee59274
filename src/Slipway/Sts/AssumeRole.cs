using Slipway.Identity.MfaDevices;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Sts;

internal sealed record AssumeRoleRequest(
    [Length(20, 2048), Pattern(StsApi.ArnPattern)] string RoleArn,
    [Length(2, 64), Pattern(StsApi.NamePattern)] string RoleSessionName,
    IReadOnlyList<PolicyDescriptor>? PolicyArns,
    [Length(1, long.MaxValue), Pattern(StsApi.PolicyPattern)] string? Policy,
    [Bounds(900, 43_200)] int? DurationSeconds,
    [Items(0, 50)] IReadOnlyList<SessionTag>? Tags,
    [Items(0, 50), Length(1, 128), Pattern(SessionTag.KeyPattern)] IReadOnlyList<string>? TransitiveTagKeys,
    [Length(2, 1224), Pattern(@"[\w+=,.@:\/-]*")] string? ExternalId,
    [Length(9, 256), Pattern(StsApi.SerialNumberPattern)] string? SerialNumber,
    [Length(6, 6), Pattern(StsApi.TokenCodePattern)] string? TokenCode,
    [Length(2, 64), Pattern(StsApi.NamePattern)] string? SourceIdentity,
    [Items(1, 5)] IReadOnlyList<ProvidedContext>? ProvidedContexts);

internal sealed record ProvidedContext(
    [Length(20, 2048), Pattern(StsApi.ArnPattern)] string? ProviderArn, [Length(4, 2048)] string? ContextAssertion);

internal sealed record AssumeRoleResponse(
    CredentialsShape Credentials, AssumedRoleUser AssumedRoleUser, int? PackedPolicySize, string? SourceIdentity);

/// <summary>
/// Temporary credentials of a role, for whom its trust policy lets in. AWS: API_AssumeRole.
/// Departs: provided contexts, which IAM Identity Center signs, are refused.
/// </summary>
[Operation<StsApi>]
internal sealed class AssumeRole(RoleAdmission admission, RoleSessions sessions, MfaVerifier mfa) : IOperation<AssumeRoleRequest, AssumeRoleResponse>
{
    private const int LongestInChain = 3_600;

    /// <summary>
    /// An MFA code is taken for right here. It is looked at before anything is issued, and only then, since a code that
    /// was looked at is used up.
    /// </summary>
    public static Access Requires(AssumeRoleRequest request, Caller caller)
    {
        var session = caller.Principal.Session;
        var access = Access
            .To("sts:AssumeRole", RoleAdmission.Parse(request.RoleArn).ToString())
            // What a session hands down counts like what is passed.
            .AlsoIf(request.Tags is { Count: > 0 } || request.TransitiveTagKeys is { Count: > 0 } || session?.TransitiveTagKeys.Count > 0, "sts:TagSession")
            .AlsoIf((request.SourceIdentity ?? session?.SourceIdentity) is not null, "sts:SetSourceIdentity")
            .Trusting()
            .With("sts:RoleSessionName", request.RoleSessionName)
            .WithRequestTags(SessionTag.Pairs(request.Tags));
        if (request.TransitiveTagKeys is { Count: > 0 } keys) access.With("sts:TransitiveTagKeys", keys);
        if (request.ExternalId is { } externalId) access.With("sts:ExternalId", externalId);
        if ((request.SourceIdentity ?? session?.SourceIdentity) is { } identity) access.With("sts:SourceIdentity", identity);
        if (request is { SerialNumber: not null, TokenCode: not null })
            access.With("aws:MultiFactorAuthPresent", "true").With("aws:MultiFactorAuthAge", "0");
        return access;
    }

    public async ValueTask<AssumeRoleResponse> HandleAsync(AssumeRoleRequest request, Caller caller, CancellationToken ct)
    {
        var (principal, calling) = (caller.Principal, caller.Principal.Session);
        if (principal.Kind is PrincipalKind.Account) throw StsErrors.RootAssumesNothing();
        if (request.ProvidedContexts is not null) throw StsErrors.NoProvidedContexts();
        var role = await admission.AdmitAsync(caller, Requires(request, caller), RoleAdmission.Parse(request.RoleArn), ct)
            ?? throw StsErrors.NotAuthorized(caller, "sts:AssumeRole", request.RoleArn);

        var isChained = principal.Kind is PrincipalKind.AssumedRole;
        if (isChained && request.DurationSeconds > LongestInChain) throw StsErrors.LongerThanChain();
        // Once set it stays: a session may repeat it, not change it.
        if (calling?.SourceIdentity is { } given && (request.SourceIdentity ?? given) != given)
            throw StsErrors.NotAuthorized(caller, "sts:SetSourceIdentity", request.RoleArn);

        var tags = SessionTags.Of(SessionTag.Pairs(request.Tags), request.TransitiveTagKeys ?? [], calling);
        var session = await sessions.PrepareAsync(role, request.RoleSessionName, request.DurationSeconds, tags, request.Policy, request.PolicyArns, ct);
        var hasCode = await MfaProof.TakeAsync(mfa, principal.UserId, request.SerialNumber, request.TokenCode, ct);
        // A user who signed in with MFA stays so in the role; from role to role it is not handed on.
        session = session with
        {
            SourceIdentity = request.SourceIdentity ?? calling?.SourceIdentity,
            MultiFactorAt = hasCode ? session.IssuedAt : isChained ? null : calling?.MultiFactorAt,
        };
        var issued = sessions.Issue(session);
        return new(issued.Credentials, issued.User, issued.PackedPolicySize, session.SourceIdentity);
    }
}

using Slipway.Identity.WebIdentity;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Sts;

internal sealed record AssumeRoleWithWebIdentityRequest(
    [Length(20, 2048), Pattern(StsApi.ArnPattern)] string RoleArn,
    [Length(2, 64), Pattern(StsApi.NamePattern)] string RoleSessionName,
    [Length(4, JsonWebToken.MaxLength)] string WebIdentityToken,
    [Length(4, 2048)] string? ProviderId,
    IReadOnlyList<PolicyDescriptor>? PolicyArns,
    [Length(1, 2048), Pattern(StsApi.PolicyPattern)] string? Policy,
    [Bounds(900, 43_200)] int? DurationSeconds)
{
    // A record prints its members; a token must not be among them.
    public override string ToString() => $"Request for {RoleArn}";
}

internal sealed record AssumeRoleWithWebIdentityResponse(
    CredentialsShape Credentials,
    string SubjectFromWebIdentityToken,
    AssumedRoleUser AssumedRoleUser,
    int? PackedPolicySize,
    string Provider,
    string Audience,
    string? SourceIdentity);

/// <summary>
/// Temporary credentials of a role for whom an OpenID Connect provider vouches. Nobody signs it: the provider's token is
/// the proof. AWS: API_AssumeRoleWithWebIdentity.
/// Departs: OAuth 2.0 access tokens of Amazon and Facebook (ProviderId) are not known.
/// </summary>
[Operation<StsApi>(IsUnsigned = true)]
internal sealed class AssumeRoleWithWebIdentity(WebIdentityTokens tokens, RoleAdmission admission, RoleSessions sessions, TimeProvider clock)
    : IOperation<AssumeRoleWithWebIdentityRequest, AssumeRoleWithWebIdentityResponse>
{
    private const string Action = "sts:AssumeRoleWithWebIdentity";

    /// <summary>Who asks is known only when the token has been verified; the role's admission decides then.</summary>
    public static Access Requires(AssumeRoleWithWebIdentityRequest request, Caller caller) => Access.Anyone;

    public async ValueTask<AssumeRoleWithWebIdentityResponse> HandleAsync(AssumeRoleWithWebIdentityRequest request, Caller caller, CancellationToken ct)
    {
        var arn = RoleAdmission.Parse(request.RoleArn);
        if (request.ProviderId is not null) throw StsErrors.InvalidToken("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
        var check = await tokens.CheckAsync(arn.Account, request.WebIdentityToken, ct);
        if (check.Claims is not { } claims) throw StsErrors.OfToken(check, clock.GetUtcNow());

        var role = await admission.AdmitAsync(CallerOf(caller, claims), AccessOf(request, arn, claims), arn, ct)
            ?? throw StsErrors.AccessDenied($"Not authorized to perform {Action}");
        var tags = SessionTags.Of(claims.Tags, claims.TransitiveTagKeys, caller: null);
        var session = await sessions.PrepareAsync(role, request.RoleSessionName, request.DurationSeconds, tags, request.Policy, request.PolicyArns, ct);
        var issued = sessions.Issue(session with { FederatedProvider = claims.Provider.Arn, SourceIdentity = claims.SourceIdentity });
        return new(
            issued.Credentials, claims.Subject, issued.User, issued.PackedPolicySize, claims.Provider.Arn, claims.Audiences[0], claims.SourceIdentity);
    }

    /// <summary>Whom the provider vouches for; a principal of the role's account, where the provider is registered.</summary>
    private static Caller CallerOf(Caller caller, WebIdentityClaims claims) => caller with
    {
        Principal = new(claims.Provider.Account, claims.Provider.Arn, "", "") { Kind = PrincipalKind.WebIdentity },
    };

    private static Access AccessOf(AssumeRoleWithWebIdentityRequest request, Arn role, WebIdentityClaims claims)
    {
        var access = Access
            .To(Action, role.ToString())
            .AlsoIf(claims.Tags.Count > 0 || claims.TransitiveTagKeys.Count > 0, "sts:TagSession")
            .AlsoIf(claims.SourceIdentity is not null, "sts:SetSourceIdentity")
            .Trusting()
            .WithRequestTags(claims.Tags);
        foreach (var (key, values) in claims.ConditionKeys()) access.With(key, values);
        if (claims.TransitiveTagKeys is { Count: > 0 } keys) access.With("sts:TransitiveTagKeys", keys);
        if (claims.SourceIdentity is { } identity) access.With("sts:SourceIdentity", identity);
        return access.With("sts:RoleSessionName", request.RoleSessionName).With("aws:FederatedProvider", claims.Provider.Arn);
    }
}

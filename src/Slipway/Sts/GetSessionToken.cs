using Slipway.Identity.MfaDevices;
using Slipway.Identity.Sessions;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Sts;

internal sealed record GetSessionTokenRequest(
    [Bounds(900, 129_600)] int? DurationSeconds,
    [Length(9, 256), Pattern(StsApi.SerialNumberPattern)] string? SerialNumber,
    [Length(6, 6), Pattern(StsApi.TokenCodePattern)] string? TokenCode);

internal sealed record GetSessionTokenResponse(CredentialsShape Credentials);

/// <summary>
/// Temporary credentials of a user's own, usually to have shown an MFA code. Nobody needs a permission for it, and no
/// policy can forbid it: it is how a user signs in. AWS: API_GetSessionToken.
/// </summary>
[Operation<StsApi>]
internal sealed class GetSessionToken(SessionTokens tokens, MfaVerifier mfa, TimeProvider clock) : IOperation<GetSessionTokenRequest, GetSessionTokenResponse>
{
    public static Access Requires(GetSessionTokenRequest request, Caller caller) => Access.Anyone;

    public async ValueTask<GetSessionTokenResponse> HandleAsync(GetSessionTokenRequest request, Caller caller, CancellationToken ct)
    {
        var principal = caller.Principal;
        if (principal.Session is not null) throw StsErrors.IsSession(nameof(GetSessionToken));
        var session = OwnSession.Of(principal, request.DurationSeconds, clock);
        if (await MfaProof.TakeAsync(mfa, principal.UserId, request.SerialNumber, request.TokenCode, ct))
            session = session with { MultiFactorAt = session.IssuedAt };
        return new(CredentialsShape.Of(tokens.Issue(principal.Kind, session)));
    }
}

using Slipway.Identity.Sessions;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Sts;

internal sealed record GetFederationTokenRequest(
    [Length(2, 32), Pattern(StsApi.NamePattern)] string Name,
    [Length(1, 2048), Pattern(StsApi.PolicyPattern)] string? Policy,
    IReadOnlyList<PolicyDescriptor>? PolicyArns,
    [Bounds(900, 129_600)] int? DurationSeconds,
    [Items(0, 50)] IReadOnlyList<SessionTag>? Tags);

internal sealed record GetFederationTokenResponse(CredentialsShape Credentials, FederatedUser FederatedUser, int? PackedPolicySize);

/// <param name="FederatedUserId"><c>account:name</c>.</param>
internal sealed record FederatedUser(string FederatedUserId, string Arn);

/// <summary>
/// Temporary credentials that a user hands to somebody without an identity here. They may do what both the user and the
/// policies that are passed allow; without any, only what a policy on a resource allows. AWS: API_GetFederationToken.
/// </summary>
[Operation<StsApi>]
internal sealed class GetFederationToken(SessionTokens tokens, SessionPolicies policies, TimeProvider clock)
    : IOperation<GetFederationTokenRequest, GetFederationTokenResponse>
{
    public static Access Requires(GetFederationTokenRequest request, Caller caller) => Access
        .On(ArnOf(caller, request.Name))
        .AlsoIf(request.Tags is { Count: > 0 }, "sts:TagSession")
        .WithRequestTags(SessionTag.Pairs(request.Tags));

    public async ValueTask<GetFederationTokenResponse> HandleAsync(GetFederationTokenRequest request, Caller caller, CancellationToken ct)
    {
        var principal = caller.Principal;
        if (principal.Session is not null) throw StsErrors.IsSession(nameof(GetFederationToken));
        var session = OwnSession.Of(principal, request.DurationSeconds, clock) with
        {
            Name = request.Name,
            Tags = SessionTags.Of(SessionTag.Pairs(request.Tags), [], caller: null).Tags,
        };
        session = await policies.RestrictAsync(session, request.Policy, request.PolicyArns, ct);
        var wasPassed = session.IsRestricted || session.Tags.Count > 0;
        var packed = SessionIssuing.PackedSizeOf(session, wasPassed);
        // Nothing passed means nothing allowed, not everything.
        var credentials = tokens.Issue(PrincipalKind.FederatedUser, session with { IsRestricted = true });
        return new(CredentialsShape.Of(credentials), new($"{caller.Account}:{request.Name}", ArnOf(caller, request.Name)), packed);
    }

    private static string ArnOf(Caller caller, string name) => $"arn:aws:sts::{caller.Account}:federated-user/{name}";
}

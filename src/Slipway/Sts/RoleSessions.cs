using Slipway.Identity.Sessions;
using Slipway.Wire;

namespace Slipway.Sts;

/// <summary>Makes sessions of roles.</summary>
internal sealed class RoleSessions(SessionTokens tokens, SessionPolicies policies, TimeProvider clock)
{
    private const int UsualSeconds = 3_600;

    /// <summary>A session that is restricted by what was passed, and not issued yet.</summary>
    /// <param name="seconds">Within the bounds of the model; null for an hour.</param>
    /// <exception cref="AwsError"/>
    public ValueTask<Session> PrepareAsync(
        AdmittedRole admitted, string name, int? seconds, SessionTags tags, string? policy, IReadOnlyList<PolicyDescriptor>? policyArns, CancellationToken ct)
    {
        var role = admitted.Role;
        var lifetime = TimeSpan.FromSeconds(seconds ?? UsualSeconds);
        if (lifetime > role.MaxSession) throw StsErrors.LongerThanRole();
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var session = new Session(role.Id, role.Arn, name, now, now + lifetime) { Tags = tags.Tags, TransitiveTagKeys = tags.Transitive };
        return policies.RestrictAsync(session, policy, policyArns, ct);
    }

    public IssuedRoleSession Issue(Session session)
    {
        var packed = SessionIssuing.PackedSizeOf(session, session.IsRestricted || session.Tags.Count > 0);
        var credentials = tokens.Issue(PrincipalKind.AssumedRole, session);
        var principal = SessionPrincipal.Of(PrincipalKind.AssumedRole, session, credentials.AccessKeyId);
        return new(CredentialsShape.Of(credentials), new(principal.UserId, principal.Arn), packed);
    }
}

/// <param name="PackedPolicySize">null where neither policies nor tags were passed.</param>
internal sealed record IssuedRoleSession(CredentialsShape Credentials, AssumedRoleUser User, int? PackedPolicySize);

/// <param name="AssumedRoleId"><c>AROA…:session</c>.</param>
internal sealed record AssumedRoleUser(string AssumedRoleId, string Arn);

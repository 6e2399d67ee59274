using System.Globalization;
using System.Text.Json;

namespace Slipway.Wire.Audit;

/// <summary>Who it was, as "CloudTrail userIdentity element" has it.</summary>
internal static class UserIdentity
{
    public static void Write(Utf8JsonWriter json, AuditEvent audited)
    {
        var principal = audited.Caller.Principal;
        json.WriteStartObject("userIdentity");
        json.WriteString("type", TypeOf(principal.Kind));
        switch (principal.Kind)
        {
            case PrincipalKind.Anonymous: WriteUnknown(json, audited); break;
            case PrincipalKind.Service: json.WriteString("invokedBy", principal.Arn); break;
            case PrincipalKind.WebIdentity: WriteWebIdentity(json, principal, audited.Subject); break;
            default: WriteKnown(json, principal); break;
        }

        json.WriteEndObject();
    }

    private static string TypeOf(PrincipalKind kind) => kind switch
    {
        PrincipalKind.Account => "Root",
        PrincipalKind.User => "IAMUser",
        PrincipalKind.AssumedRole => "AssumedRole",
        PrincipalKind.FederatedUser => "FederatedUser",
        PrincipalKind.WebIdentity => "WebIdentityUser",
        PrincipalKind.Service => "AWSService",
        _ => "Unknown",
    };

    private static void WriteKnown(Utf8JsonWriter json, Principal principal)
    {
        json.WriteString("principalId", principal.UserId);
        json.WriteString("arn", principal.Arn);
        json.WriteString("accountId", principal.Account);
        if (principal.AccessKeyId.Length > 0) json.WriteString("accessKeyId", principal.AccessKeyId);
        if (principal.Kind is PrincipalKind.User) json.WriteString("userName", LastOf(principal.Arn));
        if (principal.Session is { } session) WriteSession(json, principal, session);
    }

    private static void WriteWebIdentity(Utf8JsonWriter json, Principal principal, string? subject)
    {
        json.WriteString("principalId", principal.UserId);
        if (subject is not null) json.WriteString("userName", subject);
        json.WriteString("identityProvider", principal.Arn);
    }

    private static void WriteSession(Utf8JsonWriter json, Principal principal, Session session)
    {
        json.WriteStartObject("sessionContext");
        if (principal.Kind is not PrincipalKind.User)
        {
            json.WriteStartObject("sessionIssuer");
            json.WriteString("type", principal.Kind is PrincipalKind.AssumedRole ? "Role" : "IAMUser");
            json.WriteString("principalId", session.IssuerId);
            json.WriteString("arn", session.IssuerArn);
            json.WriteString("accountId", principal.Account);
            json.WriteString("userName", LastOf(session.IssuerArn));
            json.WriteEndObject();
        }

        if (session.FederatedProvider is { } provider)
        {
            json.WriteStartObject("webIdFederationData");
            json.WriteString("federatedProvider", provider);
            json.WriteStartObject("attributes");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteStartObject("attributes");
        json.WriteString("creationDate", session.IssuedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteString("mfaAuthenticated", session.MultiFactorAt is null ? "false" : "true");
        json.WriteEndObject();
        if (session.SourceIdentity is { } source) json.WriteString("sourceIdentity", source);
        json.WriteEndObject();
    }

    // A key that was named but not proved says whom somebody tried to be, not who it was.
    private static void WriteUnknown(Utf8JsonWriter json, AuditEvent audited)
    {
        if (audited.ClaimedAccessKeyId is { } key) json.WriteString("accessKeyId", AuditJson.Shortened(key));
    }

    private static string LastOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}

using Slipway.Wire;

namespace Slipway.Identity.Sessions;

/// <summary>Who a session is, which its issuer and its name tell.</summary>
internal static class SessionPrincipal
{
    /// <param name="kind">AssumedRole, FederatedUser, or the User or Account whose own session it is.</param>
    public static Principal Of(PrincipalKind kind, Session session, string accessKeyId)
    {
        var account = AccountOf(session);
        var (arn, id) = kind switch
        {
            PrincipalKind.AssumedRole => (
                $"arn:aws:sts::{account}:assumed-role/{session.IssuerArn[(session.IssuerArn.LastIndexOf('/') + 1)..]}/{session.Name}",
                $"{session.IssuerId}:{session.Name}"),
            PrincipalKind.FederatedUser => ($"arn:aws:sts::{account}:federated-user/{session.Name}", $"{account}:{session.Name}"),
            _ => (session.IssuerArn, session.IssuerId),
        };
        return new(account, arn, id, accessKeyId) { Kind = kind, Session = session };
    }

    /// <summary>The issuer's account: the fifth part of its ARN.</summary>
    public static string AccountOf(Session session) => session.IssuerArn.Split(':')[4];
}

namespace Slipway.Wire;

/// <summary>An authenticated identity.</summary>
/// <param name="Account">12 digits; empty for <see cref="PrincipalKind.Anonymous"/>.</param>
/// <param name="Arn">As <c>GetCallerIdentity</c> prints it: a user's or a session's ARN. A session's ARN lacks the path of its role.</param>
/// <param name="UserId">
/// The unique id, <c>AIDA…</c> for a user, <c>AROA…:session</c> for a role's session, <c>account:name</c> for a federated
/// user. It never comes back, not even for a new user of the same name.
/// </param>
/// <param name="AccessKeyId">The key that signed, or that fetched the registry token; empty where nothing was signed.</param>
public sealed record Principal(string Account, string Arn, string UserId, string AccessKeyId)
{
    /// <summary>Nobody in particular: the caller of an operation that needs no signature.</summary>
    public static Principal Anonymous { get; } = new("", "", "", "") { Kind = PrincipalKind.Anonymous };

    public PrincipalKind Kind { get; init; } = PrincipalKind.User;

    /// <summary>What temporary credentials carry with them; null for long-term keys.</summary>
    public Session? Session { get; init; }

    /// <summary>The ARN of the identity that holds the permissions: of a role's session its role, with its path; else <see cref="Arn"/>.</summary>
    public string IdentityArn => Kind is PrincipalKind.AssumedRole && Session is { } session ? session.IssuerArn : Arn;
}

/// <summary>The kinds of principals; <c>aws:PrincipalType</c> for those that can sign.</summary>
public enum PrincipalKind
{
    Anonymous,

    /// <summary>The root user of an account.</summary>
    Account,

    User,

    /// <summary>A session of a role.</summary>
    AssumedRole,

    /// <summary>A session of GetFederationToken.</summary>
    FederatedUser,

    /// <summary>Whom an identity provider vouches for, while it asks for a role; its ARN is the provider's.</summary>
    WebIdentity,

    /// <summary>A part of this server that acts by itself, such as <c>ecs-tasks.amazonaws.com</c>; its ARN is that name.</summary>
    Service,
}

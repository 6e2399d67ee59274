namespace Slipway.Iam.PolicyEngine;

/// <summary>What a policy's Principal element may name a caller by.</summary>
internal sealed record PrincipalFacts(PrincipalType Type, string Account)
{
    /// <summary>The caller's own ARN: user, root, session or federated user. For sessions without the role's path.</summary>
    public required string Arn { get; init; }

    /// <summary>For a role's session, the role's ARN with its path; else null.</summary>
    public string? RoleArn { get; init; }

    /// <summary>For a role's session: a service made the role for itself, and service control policies do not bind it. No path tells that.</summary>
    public bool IsServiceLinked { get; init; }

    /// <summary>For a federated user, the ARN of the user who asked for the session; else null.</summary>
    public string? UserArn { get; init; }

    /// <summary>The unique id of the user or role (<c>AIDA…</c>, <c>AROA…</c>): stored policies bind to it; null where there is none.</summary>
    public string? UniqueId { get; init; }

    /// <summary>For a role's session, the role's unique id and the session's name, <c>AROA…:NAME</c>; else null.</summary>
    public string? SessionId => RoleArn is null || UniqueId is null ? null : $"{UniqueId}:{Arn[(Arn.LastIndexOf('/') + 1)..]}";

    /// <summary>The name of a service (<c>ecs-tasks.amazonaws.com</c>), for that type.</summary>
    public string? Service { get; init; }

    /// <summary>The ARN of the identity provider, for <see cref="PrincipalType.WebIdentity"/>.</summary>
    public string? Provider { get; init; }
}

internal enum PrincipalType
{
    Anonymous,
    Account,
    User,
    AssumedRole,
    FederatedUser,
    WebIdentity,
    Service,
}

namespace Slipway.Wire;

/// <summary>
/// What a session token says of its session. It is sealed into the token, so that temporary credentials need no table to
/// be checked; what the session may do is decided at each use from the policies of its issuer as they are then.
/// </summary>
/// <param name="IssuerId">The unique id of the role (<c>AROA…</c>) or user (<c>AIDA…</c>) whose permissions it has.</param>
/// <param name="IssuerArn">The role's or user's ARN with its path; for a role also <c>aws:PrincipalArn</c>.</param>
/// <param name="Name">The session's or federated user's name; the user's name for GetSessionToken.</param>
/// <param name="IssuedAt"><c>aws:TokenIssueTime</c>, to the second.</param>
/// <param name="ExpiresAt">From then on it is refused.</param>
public sealed record Session(string IssuerId, string IssuerArn, string Name, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>Session policies were passed, or, for a federated user, always: what they do not allow is not allowed.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>Session policies, documents as they were passed.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>Managed session policies.</summary>
    public IReadOnlyList<string> PolicyArns { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>Keys among <see cref="Tags"/> that go on to the next role in a chain.</summary>
    public IReadOnlyList<string> TransitiveTagKeys { get; init; } = [];

    /// <summary>Set once, and carried through every role of a chain.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>When an MFA code was given; null when none was (<c>aws:MultiFactorAuthPresent</c> is then false).</summary>
    public DateTimeOffset? MultiFactorAt { get; init; }

    /// <summary><c>aws:FederatedProvider</c>: the ARN of the identity provider behind AssumeRoleWithWebIdentity.</summary>
    public string? FederatedProvider { get; init; }

    /// <summary>The long-term key that asked for it with GetSessionToken or GetFederationToken; the session ends with it.</summary>
    public string? ParentAccessKeyId { get; init; }
}

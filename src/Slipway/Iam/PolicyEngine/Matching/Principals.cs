using Slipway.Iam.PolicyEngine.Documents;

namespace Slipway.Iam.PolicyEngine.Matching;

/// <summary>How closely a Principal element names a caller; the later, the closer.</summary>
internal enum PrincipalMatch
{
    None,

    /// <summary>Its account, which delegates to that account's own policies.</summary>
    Account,

    /// <summary>The role or user that a session comes from: its boundary and session policies still limit it.</summary>
    Issuer,

    /// <summary>The caller itself, by its ARN or as one of everybody.</summary>
    Caller,
}

/// <summary>Principal or NotPrincipal.</summary>
internal sealed class Principals
{
    private readonly HashSet<string> names = [];
    private readonly HashSet<string> accounts = [];
    private readonly HashSet<string> services = [];
    private readonly HashSet<string> providers = [];
    private readonly bool isNegated;
    private bool isEverybody;
    private bool namesSessionsById;

    private Principals(bool isNegated) => this.isNegated = isNegated;

    /// <exception cref="PolicyFault">Not the form of a principal. Whether there is such a user or role is not known here.</exception>
    public static Principals Parse(RawPrincipal raw, bool isNegated)
    {
        var principals = new Principals(isNegated) { isEverybody = raw.Star };
        foreach (var (type, value) in raw.Entries) principals.Add(type, value);
        return principals;
    }

    public PrincipalMatch Match(PrincipalFacts caller, bool hasBoundary, Effect effect)
    {
        if (!isNegated) return Find(caller);
        // As documented for NotPrincipal: a Deny always falls on a principal with a permissions boundary, whom it names or not.
        if (hasBoundary && effect is Effect.Deny) return PrincipalMatch.Caller;
        return IsExempt(caller) ? PrincipalMatch.None : PrincipalMatch.Caller;
    }

    /// <summary>
    /// Whoever uses NotPrincipal is told to list the account of whom it exempts as well. So an account exempts everybody in
    /// it only if nobody is listed by name who is, or may be, of that account.
    /// </summary>
    private bool IsExempt(PrincipalFacts caller) => Find(caller) switch
    {
        PrincipalMatch.None => false,
        PrincipalMatch.Account => caller.Type is PrincipalType.Account || names.All(name => PrincipalName.AccountOf(name) is { } account && account != caller.Account),
        _ => true,
    };

    private PrincipalMatch Find(PrincipalFacts caller)
    {
        switch (caller.Type)
        {
            case PrincipalType.Anonymous:
                return isEverybody ? PrincipalMatch.Caller : PrincipalMatch.None;
            case PrincipalType.Service:
                return isEverybody || (caller.Service is { } service && services.Contains(service)) ? PrincipalMatch.Caller : PrincipalMatch.None;
            case PrincipalType.WebIdentity:
                return isEverybody || (caller.Provider is { } provider && providers.Contains(provider)) ? PrincipalMatch.Caller : PrincipalMatch.None;
        }

        if (isEverybody || names.Contains(caller.Arn)) return PrincipalMatch.Caller;
        if ((caller.RoleArn ?? caller.UserArn) is { } issuer && names.Contains(issuer)) return PrincipalMatch.Issuer;
        if (namesSessionsById && caller.SessionId is { } session && names.Contains(session)) return PrincipalMatch.Caller;
        if (caller.UniqueId is { } id && names.Contains(id)) return caller.Type is PrincipalType.User ? PrincipalMatch.Caller : PrincipalMatch.Issuer;
        return accounts.Contains(caller.Account) ? PrincipalMatch.Account : PrincipalMatch.None;
    }

    private void Add(string type, string value)
    {
        switch (type)
        {
            case "AWS" when value == "*":
                isEverybody = true;
                break;
            case "AWS" when PrincipalName.IsAccount(value, out var account):
                accounts.Add(account);
                break;
            case "AWS" when PrincipalName.IsName(value):
                names.Add(value);
                namesSessionsById |= PrincipalName.IsSessionId(value);
                break;
            case "Service" when PrincipalName.IsService(value):
                services.Add(value);
                break;
            case "Federated" when value.Length > 0 && !value.AsSpan().ContainsAny('*', '?'):
                providers.Add(value);
                break;
            case "CanonicalUser" when value.Length > 0 && !value.AsSpan().ContainsAny('*', '?'):
                // S3's; nobody here has one.
                break;
            case "AWS" or "Service" or "Federated" or "CanonicalUser":
                throw PolicyFault.Principal(type is "AWS" ? type : type.ToUpperInvariant(), value);
            default:
                throw PolicyFault.Syntax;
        }
    }
}

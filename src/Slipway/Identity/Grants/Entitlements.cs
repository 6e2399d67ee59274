using Slipway.Iam.PolicyEngine;
using Slipway.Kernel;
using Slipway.Wire;

namespace Slipway.Identity.Grants;

/// <summary>
/// What each principal may do, compiled once and kept until any identity changes. A principal whose user or role is gone
/// has nothing, whatever it was given when it signed in.
/// </summary>
internal sealed class Entitlements(IGrantStore grants, ServiceControl control, PolicyCache cache, IdentityChanges changes)
{
    private const int MaxRemembered = 20_000;

    private static readonly IReadOnlyDictionary<string, string> NoTags = new Dictionary<string, string>();

    private readonly Conclusions<string, Entitlement> remembered = new(changes, MaxRemembered);

    /// <returns>null when its user or role is gone, or its account is closed.</returns>
    public ValueTask<Entitlement?> OfAsync(Principal principal, CancellationToken ct)
    {
        // A session has a key of its own; a user has the same rights with all its keys.
        var key = principal.Session is null ? principal.UserId : principal.AccessKeyId;
        var known = remembered.Recall();
        return key.Length > 0 && known.TryGet(key, out var found) ? new(found) : ReadAsync(known, key, principal, ct);
    }

    /// <summary>What a user, group or role is granted, for the simulator; no session, no group but the one that is asked for.</summary>
    /// <returns>null when there is none of this ARN, or its account is suspended.</returns>
    public async ValueTask<Entitlement?> OfArnAsync(Arn arn, CancellationToken ct)
    {
        var slash = arn.Resource.IndexOf('/', StringComparison.Ordinal);
        var kind = slash < 0 ? "" : arn.Resource[..slash];
        if (arn.Service != "iam" || kind is not ("user" or "group" or "role")) return null;
        var member = await control.FindAsync(arn.Account, ct);
        if (member is { IsSuspended: true }) return null;
        var name = arn.Resource[(arn.Resource.LastIndexOf('/') + 1)..];
        if (await grants.FindIdAsync(arn.Account, kind, name, ct) is not { } id) return null;
        var found = kind switch
        {
            "user" => await OfUserAsync(new(arn.Account, arn.ToString(), id, ""), ct),
            "role" => await OfRoleAsync(new(arn.Account, arn.ToString(), id, "") { Kind = PrincipalKind.AssumedRole }, id, ct),
            _ => new Entitlement(
                new(PrincipalType.User, arn.Account) { Arn = arn.ToString(), UniqueId = id },
                new() { Identity = Compile(await grants.OfGroupAsync(id, ct)), ServiceControl = await ControlAsync(arn.Account, ct) },
                arn.ToString(), null, NoTags),
        };
        return found is null ? null : found with { Member = member };
    }

    private async ValueTask<Entitlement?> ReadAsync(Conclusions<string, Entitlement>.Since known, string key, Principal principal, CancellationToken ct)
    {
        var member = principal.Account.Length == 0 ? null : await control.FindAsync(principal.Account, ct);
        if (member is { IsSuspended: true }) return null;
        var found = principal.Kind switch
        {
            PrincipalKind.User or PrincipalKind.FederatedUser => await OfUserAsync(principal, ct),
            PrincipalKind.AssumedRole => await OfRoleAsync(principal, principal.Session!.IssuerId, ct),
            _ => await OfOtherAsync(principal, ct),
        };
        if (found is null) return null;
        found = found with { Member = member };
        if (key.Length > 0) known.Add(key, found);
        return found;
    }

    private async ValueTask<Entitlement?> OfUserAsync(Principal principal, CancellationToken ct)
    {
        if (await grants.OfUserAsync(principal.Session?.IssuerId ?? principal.UserId, ct) is not { } granted) return null;
        var isFederated = principal.Kind is PrincipalKind.FederatedUser;
        return new(
            new(isFederated ? PrincipalType.FederatedUser : PrincipalType.User, principal.Account)
            {
                Arn = isFederated ? principal.Arn : granted.User.Arn,
                UserArn = isFederated ? granted.User.Arn : null,
                UniqueId = granted.User.Id,
            },
            new()
            {
                Identity = Compile(granted.Policies),
                Boundary = Compile(granted.Boundary),
                Session = await SessionPoliciesAsync(principal.Session, ct),
                ServiceControl = await ControlAsync(principal.Account, ct),
            },
            isFederated ? principal.Arn : granted.User.Arn,
            isFederated ? null : granted.User.Name,
            TagsOf(granted.User.Tags, principal.Session));
    }

    private async ValueTask<Entitlement?> OfRoleAsync(Principal principal, string roleId, CancellationToken ct)
    {
        if (await grants.OfRoleAsync(roleId, ct) is not { } granted) return null;
        return new(
            new(PrincipalType.AssumedRole, principal.Account)
            {
                Arn = principal.Arn,
                RoleArn = granted.Role.Arn,
                UniqueId = roleId,
                IsServiceLinked = granted.Role.Service is not null,
            },
            new()
            {
                Identity = Compile(granted.Policies),
                Boundary = Compile(granted.Boundary),
                Session = await SessionPoliciesAsync(principal.Session, ct),
                ServiceControl = await ControlAsync(principal.Account, ct),
            },
            granted.Role.Arn,
            null,
            TagsOf(granted.Role.Tags, principal.Session));
    }

    /// <summary>The root user, services and web identities: they have no policies of their own.</summary>
    private async ValueTask<Entitlement> OfOtherAsync(Principal principal, CancellationToken ct)
    {
        var facts = new PrincipalFacts(TypeOf(principal.Kind), principal.Account)
        {
            Arn = principal.Arn,
            Service = principal.Kind is PrincipalKind.Service ? principal.Arn : null,
            Provider = principal.Kind is PrincipalKind.WebIdentity ? principal.Arn : null,
        };
        if (principal.Kind is not PrincipalKind.Account) return new(facts, PrincipalPolicies.None, principal.Arn, null, NoTags);
        return new(facts, new() { ServiceControl = await ControlAsync(principal.Account, ct) }, principal.Arn, null, NoTags);
    }

    private async ValueTask<IReadOnlyList<PolicySource>?> SessionPoliciesAsync(Session? session, CancellationToken ct)
    {
        if (session is not { IsRestricted: true }) return null;
        var inline = session.Policies.Select((document, index) => new GrantedPolicy($"SessionPolicy{index + 1}", null, PolicySourceType.None, document, null));
        var managed = await grants.FindPoliciesAsync(session.PolicyArns, ct);
        // One that is gone may have held a denial: the rest alone is not what the session was given.
        return managed.Count < session.PolicyArns.Count ? [] : Compile([.. inline, .. managed]);
    }

    private async ValueTask<IReadOnlyList<IReadOnlyList<PolicySource>>> ControlAsync(string account, CancellationToken ct) =>
        [.. (await control.PoliciesOfAsync(account, ct)).Select(level => Compile(level, PolicyGrammar.ServiceControl))];

    private List<PolicySource>? Compile(Boundary? boundary) => boundary is null ? null : Compile(boundary.Policy is { } policy ? [policy] : []);

    private List<PolicySource> Compile(IReadOnlyList<GrantedPolicy> policies) => Compile(policies, PolicyGrammar.Identity);

    private List<PolicySource> Compile(IReadOnlyList<GrantedPolicy> policies, PolicyGrammar grammar) =>
    [
        .. policies.Select(policy => new PolicySource(
            policy.Label, policy.Arn, policy.Holder, cache.Get(policy.Document, grammar, $"policy {policy.Arn ?? policy.Name}"))),
    ];

    private static Dictionary<string, string> TagsOf(TagSet tags, Session? session)
    {
        Dictionary<string, string> all = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in tags) all[key] = value;
        foreach (var (key, value) in session?.Tags ?? []) all[key] = value;
        return all;
    }

    private static PrincipalType TypeOf(PrincipalKind kind) => kind switch
    {
        PrincipalKind.Account => PrincipalType.Account,
        PrincipalKind.WebIdentity => PrincipalType.WebIdentity,
        PrincipalKind.Service => PrincipalType.Service,
        _ => PrincipalType.Anonymous,
    };
}

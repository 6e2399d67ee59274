using System.Globalization;
using Slipway.Iam.PolicyEngine;
using Slipway.Identity.Grants;
using Slipway.Wire;

namespace Slipway.Identity.Decisions;

/// <summary>
/// The condition keys of one demand ("AWS global condition context keys" in IAM's user guide, and each service's own):
/// of the principal, of its session, of the request, and of the resource. A key that has no value is absent.
/// </summary>
/// <param name="facts">Of the resource; null where nothing is known of it.</param>
internal sealed class RequestKeys(
    Caller caller, Entitlement who, Access access, Demand demand, string resourceAccount, ResourceFacts? facts, DateTimeOffset now) : IConditionKeys
{
    private static readonly IReadOnlyList<string> True = ["true"], False = ["false"];

    /// <summary>A policy has asked for a key: the decision holds for this request alone.</summary>
    public bool WereAsked { get; private set; }

    public IReadOnlyList<string>? Find(string key)
    {
        WereAsked = true;
        return OfRequest(key) ?? (key.IndexOf('/') is > 0 and var slash ? Tag(key, slash) : Global(key)) ?? OfResource(key);
    }

    // What the operation says of its request comes first: it knows best.
    private IReadOnlyList<string>? OfRequest(string key)
    {
        if (demand.Condition is { } own && own.Key.Equals(key, StringComparison.OrdinalIgnoreCase)) return [own.Value];
        return access.Conditions.TryGetValue(key, out var values) ? values : null;
    }

    private IReadOnlyList<string>? Tag(string key, int slash)
    {
        var tag = key.AsSpan(slash + 1);
        var kind = key.AsSpan(0, slash);
        if (kind is "aws:principaltag") return who.Tags.TryGetValue(tag.ToString(), out var value) ? [value] : null;
        if (!kind.EndsWith(":resourcetag") || (kind is not "aws:resourcetag" && !IsOwnService(kind[..^":resourcetag".Length]))) return null;
        foreach (var (name, text) in facts?.Tags ?? [])
        {
            if (tag.Equals(name, StringComparison.OrdinalIgnoreCase)) return [text];
        }

        return null;
    }

    private bool IsOwnService(ReadOnlySpan<char> prefix) =>
        demand.Action.Length > prefix.Length && demand.Action[prefix.Length] == ':' && demand.Action.AsSpan(0, prefix.Length).Equals(prefix, StringComparison.OrdinalIgnoreCase);

    private IReadOnlyList<string>? Global(string key) => key switch
    {
        "aws:principalarn" => who.Arn.Length > 0 ? [who.Arn] : null,
        "aws:principalaccount" => One(caller.Account),
        "aws:principalorgid" => One(who.Member?.OrganizationId),
        // Where the account is, without itself.
        "aws:principalorgpaths" => who.Member is { Path.Length: > 0 } member ? [member.Path[..(member.Path.TrimEnd('/').LastIndexOf('/') + 1)]] : null,
        "aws:principaltype" => [TypeOf(caller.Principal.Kind)],
        "aws:principalisawsservice" => caller.Principal.Kind is PrincipalKind.Service ? True : False,
        "aws:userid" => One(caller.Principal.UserId),
        "aws:username" => One(who.UserName),
        "aws:sourceip" => One(caller.SourceAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4().ToString() : caller.SourceAddress?.ToString()),
        "aws:securetransport" => caller.IsSecureTransport ? True : False,
        "aws:useragent" => One(caller.UserAgent),
        "aws:currenttime" => [Time(now)],
        "aws:epochtime" => [now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)],
        "aws:requestedregion" => [IsGlobal(demand.Action) ? "us-east-1" : caller.Region],
        "aws:resourceaccount" => One(resourceAccount),
        "aws:viaawsservice" => False,
        _ => caller.Principal.Session is { } session ? OfSession(key, session) : null,
    };

    private IReadOnlyList<string>? OfSession(string key, Session session) => key switch
    {
        "aws:tokenissuetime" => [Time(session.IssuedAt)],
        // Absent for long-term keys, which is what makes BoolIfExists the usual idiom.
        "aws:multifactorauthpresent" => session.MultiFactorAt is null ? False : True,
        "aws:multifactorauthage" => session.MultiFactorAt is { } at ? [Math.Max(0, (long)(now - at).TotalSeconds).ToString(CultureInfo.InvariantCulture)] : null,
        "aws:federatedprovider" => One(session.FederatedProvider),
        "aws:sourceidentity" => One(session.SourceIdentity),
        _ => null,
    };

    private IReadOnlyList<string>? OfResource(string key)
    {
        foreach (var (name, value) in facts?.Conditions ?? [])
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) return [value];
        }

        return null;
    }

    private static string[]? One(string? value) => string.IsNullOrEmpty(value) ? null : [value];

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // Services with one endpoint for all regions are asked in us-east-1 ("aws:RequestedRegion").
    private static bool IsGlobal(string action) =>
        action.StartsWith("iam:", StringComparison.Ordinal) || action.StartsWith("organizations:", StringComparison.Ordinal);

    private static string TypeOf(PrincipalKind kind) => kind switch
    {
        PrincipalKind.WebIdentity => "Anonymous",
        _ => kind.ToString(),
    };
}

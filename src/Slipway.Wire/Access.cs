using Microsoft.Extensions.Primitives;

namespace Slipway.Wire;

/// <summary>One action on one resource; both as IAM policies write them.</summary>
/// <param name="Action">For example <c>ecr:CreateRepository</c>; empty until the gateway fills in the operation's own name.</param>
/// <param name="Resource">An ARN, or <c>*</c> for actions without resource support.</param>
public readonly record struct Demand(string Action, string Resource)
{
    /// <summary>A condition key that only this demand has.</summary>
    public KeyValuePair<string, string>? Condition { get; init; }
}

/// <summary>
/// What a caller must be allowed to do before an operation runs: one or more demands, all of which must be allowed,
/// and the condition keys that the request itself provides. Pure data; the <see cref="IAuthorizer"/> decides.
/// </summary>
public sealed class Access
{
    private readonly List<Demand> demands = [];
    private Dictionary<string, IReadOnlyList<string>>? conditions;

    private Access()
    {
    }

    public IReadOnlyList<Demand> Demands => demands;

    /// <summary>The service that is asked, such as <c>ecr</c>; empty until the first demand or the operation is named.</summary>
    public string Service { get; private set; } = "";

    /// <summary>Condition keys of this request, such as <c>aws:RequestTag/team</c>; compared without regard to case by the engine.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Conditions =>
        conditions ?? (IReadOnlyDictionary<string, IReadOnlyList<string>>)System.Collections.Immutable.ImmutableDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>The resource is a role that is to be assumed: its trust policy must allow it, even within one account.</summary>
    public bool IsTrust { get; private set; }

    /// <summary>Any valid credentials will do, as for <c>sts:GetCallerIdentity</c>, which works even under an explicit deny.</summary>
    public static Access Anyone => new();

    /// <summary>The operation's own action on this resource.</summary>
    public static Access On(string resource) => To("", resource);

    /// <inheritdoc cref="On(string)"/>
    public static Access On(Arn resource) => On(resource.ToString());

    /// <summary>A named action on a resource; the data plane names its actions, an API operation's is its own name.</summary>
    public static Access To(string action, string resource)
    {
        var access = new Access();
        access.demands.Add(new(action, resource));
        access.Service = ServiceOf(action);
        return access;
    }

    /// <summary>One more action on the first demand's resource; without one, on <c>*</c>.</summary>
    public Access Also(string action) => Also(action, demands.Count == 0 ? "*" : demands[0].Resource);

    public Access Also(string action, string resource)
    {
        demands.Add(new(action, resource));
        return this;
    }

    public Access AlsoIf(bool condition, string action) => condition ? Also(action) : this;

    /// <summary>
    /// Every demand once for each value of a key, so that each is decided by itself: in one call for two tags, being
    /// allowed the one must not carry the other along. A null stands for a demand without the key; without values
    /// nothing changes.
    /// </summary>
    public Access ForEach(string key, StringValues values)
    {
        if (values.Count == 0) return this;
        var first = demands.Count;
        for (var each = 0; each < values.Count; each++)
        {
            for (var demand = 0; demand < first; demand++)
                demands.Add(values[each] is { } value ? demands[demand] with { Condition = new(key, value) } : demands[demand]);
        }

        demands.RemoveRange(0, first);
        return this;
    }

    public Access With(string key, params IReadOnlyList<string> values)
    {
        (conditions ??= new(StringComparer.OrdinalIgnoreCase))[key] = values;
        return this;
    }

    /// <inheritdoc cref="IsTrust"/>
    public Access Trusting()
    {
        IsTrust = true;
        return this;
    }

    /// <summary>
    /// Provides <c>aws:RequestTag/…</c> and <c>aws:TagKeys</c>; nothing when no tags were sent. Conditions do not tell keys
    /// apart that differ in their case alone, so with several of them each is decided by itself. Called after the demands.
    /// </summary>
    public Access WithRequestTags(IEnumerable<KeyValuePair<string, string>>? tags)
    {
        if (tags is null) return this;
        List<string> keys = [];
        var first = demands.Count;
        foreach (var (key, value) in tags)
        {
            keys.Add(key);
            var name = $"aws:RequestTag/{key}";
            if (!Conditions.ContainsKey(name))
            {
                With(name, value);
                continue;
            }

            for (var demand = 0; demand < first; demand++) demands.Add(demands[demand] with { Condition = new(name, value) });
        }

        return WithTagKeys(keys);
    }

    /// <summary>Provides <c>aws:TagKeys</c>, for requests that name keys alone; nothing when there are none.</summary>
    public Access WithTagKeys(IReadOnlyList<string> keys) => keys.Count == 0 ? this : With("aws:TagKeys", keys);

    /// <summary>The same access with the operation's own action filled in where none was named.</summary>
    internal Access Named(string action)
    {
        Service = ServiceOf(action);
        for (var i = 0; i < demands.Count; i++)
        {
            if (demands[i].Action.Length == 0) demands[i] = demands[i] with { Action = action };
        }

        return this;
    }

    private static string ServiceOf(string action) => action.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? action[..colon] : "";
}

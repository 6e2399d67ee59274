using Slipway.Iam.PolicyEngine;
using Slipway.Identity.Grants;
using Slipway.Wire;

namespace Slipway.Iam.Simulation;

/// <summary>Whom a simulation takes for the caller.</summary>
/// <param name="Facts">null for nobody in particular, who is of every resource's own account.</param>
/// <param name="Keys">What is known of it as condition keys, in lower case.</param>
internal sealed record SimulatedCaller(PrincipalFacts? Facts, IReadOnlyDictionary<string, string> Keys)
{
    /// <summary>Of a session that nobody has opened.</summary>
    private const string SessionName = "simulation";

    public static SimulatedCaller Nobody { get; } = new(null, new Dictionary<string, string>());

    /// <summary>A user, group or role that is there.</summary>
    public static SimulatedCaller Of(Entitlement entitlement)
    {
        var facts = entitlement.Facts;
        // A role acts in sessions; what trusts the role alone does not name the caller itself.
        if (facts is { Type: PrincipalType.AssumedRole, RoleArn: { } role })
            facts = facts with { Arn = $"arn:aws:sts::{facts.Account}:assumed-role/{NameOf(role)}/{SessionName}" };
        var caller = Of(facts, entitlement.Arn, entitlement.UserName);
        Dictionary<string, string> keys = new(caller.Keys);
        if (facts.UniqueId is { } id) keys["aws:userid"] = facts.SessionId ?? id;
        foreach (var (key, value) in entitlement.Tags) keys[$"aws:principaltag/{key.ToLowerInvariant()}"] = value;
        return caller with { Keys = keys };
    }

    /// <summary>An identity by its ARN, whether it is there or not.</summary>
    /// <exception cref="AwsError">It is nobody who could call.</exception>
    // Departs: roles, sessions and services may be simulated as callers too, not only users.
    public static SimulatedCaller Of(string arn)
    {
        if (!Arn.TryParse(arn, out var parsed)) return new(new(PrincipalType.Service, "") { Arn = arn, Service = arn }, new Dictionary<string, string>());
        var steps = parsed.Resource.Split('/');
        return (parsed.Service, steps[0]) switch
        {
            ("iam", "root") => Of(new(PrincipalType.Account, parsed.Account) { Arn = arn }, arn, null),
            ("iam", "user") => Of(new(PrincipalType.User, parsed.Account) { Arn = arn }, arn, steps[^1]),
            ("iam", "role") => Of(
                new(PrincipalType.AssumedRole, parsed.Account) { Arn = $"arn:aws:sts::{parsed.Account}:assumed-role/{steps[^1]}/{SessionName}", RoleArn = arn }, arn, null),
            ("sts", "assumed-role") when steps.Length == 3 => OfSession(arn, $"arn:aws:iam::{parsed.Account}:role/{steps[1]}", parsed.Account),
            ("sts", "federated-user") => Of(new(PrincipalType.FederatedUser, parsed.Account) { Arn = arn }, arn, null),
            _ => throw IamErrors.InvalidEntityArn(arn),
        };
    }

    private static SimulatedCaller OfSession(string arn, string role, string account) =>
        Of(new(PrincipalType.AssumedRole, account) { Arn = arn, RoleArn = role }, role, null);

    private static SimulatedCaller Of(PrincipalFacts facts, string arn, string? userName)
    {
        Dictionary<string, string> keys = new()
        {
            ["aws:principalarn"] = arn,
            ["aws:principalaccount"] = facts.Account,
            ["aws:principaltype"] = facts.Type.ToString(),
        };
        if (userName is not null) keys["aws:username"] = userName;
        return new(facts, keys);
    }

    private static string NameOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}

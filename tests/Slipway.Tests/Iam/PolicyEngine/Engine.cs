using Slipway.Iam.PolicyEngine;

namespace Slipway.Tests.Iam.PolicyEngine;

/// <summary>Words for tests of the policy engine.</summary>
internal static class Engine
{
    public const string Account = "111122223333";
    public const string Other = "444455556666";
    public const string Web = $"arn:aws:ecr:eu-west-1:{Account}:repository/web";

    public static PrincipalFacts Alice { get; } = User("alice", "AIDAALICE000000000001");

    public static PrincipalFacts Session { get; } = new(PrincipalType.AssumedRole, Account)
    {
        Arn = $"arn:aws:sts::{Account}:assumed-role/deploy/build-7",
        RoleArn = $"arn:aws:iam::{Account}:role/ci/deploy",
        UniqueId = "AROADEPLOY00000000001",
    };

    public static PrincipalFacts Federated { get; } = new(PrincipalType.FederatedUser, Account)
    {
        Arn = $"arn:aws:sts::{Account}:federated-user/bob",
        UserArn = $"arn:aws:iam::{Account}:user/alice",
        UniqueId = "AIDAALICE000000000001",
    };

    public static PrincipalFacts Root { get; } = new(PrincipalType.Account, Account) { Arn = $"arn:aws:iam::{Account}:root" };

    public static PrincipalFacts Service { get; } = new(PrincipalType.Service, "") { Arn = "ecs-tasks.amazonaws.com", Service = "ecs-tasks.amazonaws.com" };

    public static PrincipalFacts GitHub { get; } = new(PrincipalType.WebIdentity, "")
    {
        Arn = $"arn:aws:iam::{Account}:oidc-provider/token.actions.githubusercontent.com",
        Provider = $"arn:aws:iam::{Account}:oidc-provider/token.actions.githubusercontent.com",
    };

    public static PrincipalFacts Anonymous { get; } = new(PrincipalType.Anonymous, "") { Arn = "" };

    public static PrincipalFacts User(string name, string id) => new(PrincipalType.User, Account) { Arn = $"arn:aws:iam::{Account}:user/{name}", UniqueId = id };

    /// <summary>A document, in which single quotes may stand for double ones.</summary>
    public static Policy Parse(string document, PolicyGrammar grammar)
    {
        Assert.True(Policy.TryParse(document.Replace('\'', '"'), grammar, out var policy, out var fault), fault);
        return policy;
    }

    /// <summary>The sentence with which a document is refused.</summary>
    public static string FaultOf(string document, PolicyGrammar grammar)
    {
        Assert.False(Policy.TryParse(document.Replace('\'', '"'), grammar, out var policy, out var fault));
        Assert.Null(policy);
        return fault;
    }

    public static PolicySource Source(string document, PolicyGrammar grammar) => new("test", null, PolicySourceType.None, Parse(document, grammar));

    /// <summary>A document around statements that are written without their outer braces.</summary>
    public static string Document(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements.Select(statement => $"{{{statement}}}"))}}]}""";

    public static PrincipalPolicies Identity(string document) => new() { Identity = [Source(document, PolicyGrammar.Identity)] };

    public static AuthorizationRequest Request(string action, string resource, params (string Key, string Value)[] keys) => new(action, resource, Account, new Keys(keys));

    /// <summary>
    /// Alice's request, with one policy of hers. The reason must fit the outcome: it is this policy in each case, by a
    /// statement of the effect that the outcome names, or by none.
    /// </summary>
    public static Outcome Decide(string document, string action, string resource, params (string Key, string Value)[] keys)
    {
        var decision = Evaluation.Decide(Alice, Identity(document), Request(action, resource, keys));
        Effect? effect = decision.Outcome switch { Outcome.Allowed => Effect.Allow, Outcome.ExplicitDeny => Effect.Deny, _ => null };
        Assert.Equal((PolicyLayer.Identity, effect), (decision.Layer, decision.Statement?.Effect));
        return decision.Outcome;
    }

    public static bool Allows(string document, string action, string resource, params (string Key, string Value)[] keys) =>
        Decide(document, action, resource, keys) is Outcome.Allowed;
}

/// <summary>Condition keys; a key that is there twice has two values.</summary>
internal sealed class Keys(params IEnumerable<(string Key, string Value)> values) : IConditionKeys
{
    private readonly Dictionary<string, IReadOnlyList<string>> byKey =
        values.GroupBy(value => value.Key.ToLowerInvariant(), value => value.Value).ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group]);

    public IReadOnlyList<string>? Find(string key) => byKey.GetValueOrDefault(key);
}

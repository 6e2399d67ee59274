using Slipway.Iam.PolicyEngine;

namespace Slipway.Tests.Iam.PolicyEngine;

/// <summary>Turns a row of a table of evaluation logic into policies, and holds the decision against it.</summary>
internal static class LogicRow
{
    private const string Action = "sts:AssumeRole";

    public static void Check(string row, string resourceAccount, bool isTrust)
    {
        var cells = row.Split('|', StringSplitOptions.TrimEntries);
        var policies = new PrincipalPolicies
        {
            ServiceControl = Layer(cells[1]) is { } level ? [level] : [],
            Identity = Layer(cells[3]) ?? [],
            Boundary = Layer(cells[4]),
            Session = Layer(cells[5]),
        };
        var request = new AuthorizationRequest(Action, $"arn:aws:iam::{resourceAccount}:role/target", resourceAccount, new Keys())
        {
            ResourcePolicies = OnResource(cells[2], isTrust),
            IsTrust = isTrust,
        };

        var decision = Evaluation.Decide(Caller(cells[0]), policies, request);
        var outcome = decision.Outcome switch { Outcome.Allowed => "allowed", Outcome.ExplicitDeny => "explicitDeny", _ => "implicitDeny" };
        Assert.Equal(cells[6], $"{outcome} {decision.Layer}");
        Assert.Equal(decision.Outcome is Outcome.ImplicitDeny || decision.Layer is PolicyLayer.None, decision.Statement is null);

        var trace = Evaluation.Explain(Caller(cells[0]), policies, request);
        Assert.Equal(decision, trace.Decision);
        if (decision.Statement is not null) Assert.Contains(trace.Matches, match => match.Layer == decision.Layer && match.Statement == decision.Statement);
    }

    private static PrincipalFacts Caller(string name) => name switch
    {
        "alice" => Engine.Alice,
        "session" => Engine.Session,
        "federated" => Engine.Federated,
        "root" => Engine.Root,
        "service" => Engine.Service,
        "web" => Engine.GitHub,
        _ => Engine.Anonymous,
    };

    private static List<PolicySource>? Layer(string cell) => cell switch
    {
        "-" => null,
        "none" => [],
        "silent" => [Engine.Source(Statement("Allow", "s3:GetObject", ""), PolicyGrammar.Identity)],
        "allow" => [Engine.Source(Statement("Allow", Action, ""), PolicyGrammar.Identity)],
        _ => [Engine.Source(Statement("Deny", Action, ""), PolicyGrammar.Identity)],
    };

    private static List<PolicySource> OnResource(string cell, bool isTrust)
    {
        if (cell is "-") return [];
        var grammar = isTrust ? PolicyGrammar.Trust : PolicyGrammar.Resource;
        if (cell is "silent") return [Engine.Source(Statement("Allow", "sts:TagSession", "'Principal':'*',"), grammar)];
        var words = cell.Split(' ');
        var action = words[1] is "silent" ? "sts:TagSession" : Action;
        return [Engine.Source(Statement(words[0] is "allow" ? "Allow" : "Deny", action, $"'Principal':{Principal(words[1])},"), grammar)];
    }

    private static string Statement(string effect, string action, string principal) =>
        Engine.Document($"'Effect':'{effect}',{principal}'Action':'{action}'{(principal.Length == 0 ? ",'Resource':'*'" : "")}");

    private static string Principal(string name) => name switch
    {
        "*" or "silent" => "'*'",
        "{*}" => "{'AWS':'*'}",
        "alice" => $"{{'AWS':'{Engine.Alice.Arn}'}}",
        "alice-id" => $"{{'AWS':'{Engine.Alice.UniqueId}'}}",
        "role" => $"{{'AWS':'{Engine.Session.RoleArn}'}}",
        "role-id" => $"{{'AWS':'{Engine.Session.UniqueId}'}}",
        "session" => $"{{'AWS':'{Engine.Session.Arn}'}}",
        "session-id" => $"{{'AWS':'{Engine.Session.UniqueId}:build-7'}}",
        "federated" => $"{{'AWS':'{Engine.Federated.Arn}'}}",
        "account" => $"{{'AWS':'{Engine.Account}'}}",
        "root" => $"{{'AWS':'arn:aws:iam::{Engine.Account}:root'}}",
        "other" => $"{{'AWS':['arn:aws:iam::{Engine.Account}:user/mallory','{Engine.Other}']}}",
        "service" => "{'Service':'ecs-tasks.amazonaws.com'}",
        "provider" => $"{{'Federated':'{Engine.GitHub.Provider}'}}",
        _ => throw new ArgumentException(name),
    };
}

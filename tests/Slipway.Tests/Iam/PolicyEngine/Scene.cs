using FsCheck;
using FsCheck.Fluent;
using Slipway.Iam.PolicyEngine;

namespace Slipway.Tests.Iam.PolicyEngine;

/// <summary>A caller, its policies, and a request, from words that are few enough to meet often.</summary>
internal sealed record Scene(
    PrincipalFacts Caller, IReadOnlyList<AnyStatement> Identity, IReadOnlyList<AnyStatement>? Boundary, IReadOnlyList<AnyStatement>? Session,
    IReadOnlyList<IReadOnlyList<AnyStatement>> ServiceControl, IReadOnlyList<AnyStatement> Resource, string Action, string Name, bool IsOwn, string? Team, AnyStatement More)
{
    private static readonly Gen<IReadOnlyList<AnyStatement>> Statements = AnyStatement.Any.ListOf(3).Or(AnyStatement.Any.ListOf(1)).Or(Gen.Constant(new List<AnyStatement>()))
        .Select(list => (IReadOnlyList<AnyStatement>)list);

    public static Arbitrary<Scene> Any { get; } = (
        from caller in Gen.Elements(Engine.Alice, Engine.Alice, Engine.Session, Engine.Session, Engine.Federated, Engine.Root, Engine.Service, Engine.Anonymous)
        from identity in Statements
        from boundary in Gen.OneOf(Gen.Constant<IReadOnlyList<AnyStatement>?>(null), Statements.Select(list => (IReadOnlyList<AnyStatement>?)list))
        from session in Gen.OneOf(Gen.Constant<IReadOnlyList<AnyStatement>?>(null), Statements.Select(list => (IReadOnlyList<AnyStatement>?)list))
        from levels in Gen.Elements(0, 0, 1, 2)
        from service in Statements.ListOf(levels)
        from resource in Statements
        from action in Gen.Elements(AnyStatement.Actions)
        from name in Gen.Elements(AnyStatement.Names)
        from isOwn in Gen.Elements(true, true, false)
        from team in Gen.Elements(null, "blue", "red")
        from more in AnyStatement.Any
        select new Scene(caller, identity, boundary, session, [.. service], resource, action, name, isOwn, team, more)).ToArbitrary();

    public Decision Decide(bool spread = true) => Evaluation.Decide(Caller, Policies(spread), Request(spread));

    /// <param name="spread">Documents write each list as a list; otherwise as one string where there is one.</param>
    public PrincipalPolicies Policies(bool spread) => new()
    {
        Identity = Sources(Identity, spread),
        Boundary = Boundary is null ? null : Sources(Boundary, spread),
        Session = Session is null ? null : Sources(Session, spread),
        ServiceControl = [.. ServiceControl.Select(level => Sources(level, spread))],
    };

    public AuthorizationRequest Request(bool spread) => new(Action, $"arn:aws:ecr:eu-west-1:{(IsOwn ? Engine.Account : Engine.Other)}:repository/{Name}", IsOwn ? Engine.Account : Engine.Other, Keys())
    {
        ResourcePolicies = [.. Resource.Select(statement => Engine.Source(Engine.Document(statement.OnResource(spread)), PolicyGrammar.Resource))],
    };

    /// <summary>With a statement that denies just this, in some layer.</summary>
    public Scene Deny() => (Name.Length % 4) switch
    {
        0 when Boundary is not null => this with { Boundary = [.. Boundary, AnyStatement.DenyAll] },
        1 when Session is not null => this with { Session = [AnyStatement.DenyAll, .. Session] },
        2 => this with { Resource = [.. Resource, AnyStatement.DenyAll] },
        3 when ServiceControl.Count > 0 => this with { ServiceControl = [.. ServiceControl, [AnyStatement.DenyAll]] },
        _ => this with { Identity = [.. Identity, AnyStatement.DenyAll] },
    };

    /// <summary>With one statement more in a layer that is there.</summary>
    public Scene WithMore(Func<AnyStatement, AnyStatement> change) => (Action.Length % 4) switch
    {
        0 when Boundary is not null => this with { Boundary = [.. Boundary, change(More)] },
        1 when Session is not null => this with { Session = [.. Session, change(More)] },
        2 => this with { Resource = [.. Resource, change(More)] },
        3 when ServiceControl.Count > 0 => this with { ServiceControl = [[.. ServiceControl[0], change(More)], .. ServiceControl.Skip(1)] },
        _ => this with { Identity = [.. Identity, change(More)] },
    };

    public Scene Reversed() => this with
    {
        Identity = [.. Identity.Reverse()],
        Boundary = Boundary is null ? null : [.. Boundary.Reverse()],
        Session = Session is null ? null : [.. Session.Reverse()],
        ServiceControl = [.. ServiceControl.Reverse().Select(level => level.Reverse().ToList())],
        Resource = [.. Resource.Reverse()],
    };

    private static List<PolicySource> Sources(IReadOnlyList<AnyStatement> statements, bool spread) =>
        [.. statements.Select(statement => Engine.Source(Engine.Document(statement.Json(spread)), PolicyGrammar.Identity))];

    private Keys Keys() => new(Team is null ? [("aws:username", "alice")] : [("aws:username", "alice"), ("aws:PrincipalTag/team", Team)]);
}

/// <summary>A statement; Principal is only for policies on resources.</summary>
internal sealed record AnyStatement(string Effect, bool IsNotAction, string[] ActionPatterns, bool IsNotResource, string[] ResourcePatterns, string Condition, string Principal)
{
    public static readonly string[] Actions = ["ecr:PutImage", "ecr:GetImage", "ecr:BatchGetImages", "iam:GetUser"];
    public static readonly string[] Names = ["web", "team/web", "blue/web", "x"];

    public static AnyStatement DenyAll { get; } = new("Deny", false, ["*"], false, ["*"], "", "'*'");

    public static Gen<AnyStatement> Any { get; } =
        from effect in Gen.Elements("Allow", "Allow", "Allow", "Deny")
        from isNotAction in Gen.Elements(false, false, false, true)
        from actions in Gen.Elements("*", "ecr:*", "ECR:putimage", "ecr:Get*", "ecr:*Image?", "iam:*").ArrayOf(2)
        from isNotResource in Gen.Elements(false, false, false, true)
        from resources in Gen.Elements("*", "*", "arn:aws:ecr:*:*:repository/web", "arn:aws:ecr:*:*:repository/*web", "arn:aws:ecr:eu-west-1:*:repository/team/*", "arn:aws:ecr:*:*:repository/${aws:PrincipalTag/team}/*", "arn:aws:ecr:eu-west-1:111122223333:repository/web", "arn:aws:ecr:*:*:repository/?").ArrayOf(2)
        from condition in Gen.Elements("", "", "", "'StringEquals':{'aws:username':'alice'}", "'StringNotEquals':{'aws:PrincipalTag/team':'blue'}", "'Null':{'aws:PrincipalTag/team':true}", "'StringLike':{'aws:PrincipalTag/team':['b*','x']}")
        from principal in Gen.Elements("'*'", "{'AWS':'111122223333'}", $"{{'AWS':'{Engine.Alice.Arn}'}}", $"{{'AWS':'{Engine.Session.RoleArn}'}}", $"{{'AWS':'{Engine.Session.Arn}'}}", "{'Service':'ecs-tasks.amazonaws.com'}")
        select new AnyStatement(effect, isNotAction, actions, isNotResource, resources, condition, principal);

    public string Json(bool spread) =>
        $"'Effect':'{Effect}','{(IsNotAction ? "NotAction" : "Action")}':{List(ActionPatterns, spread)},'{(IsNotResource ? "NotResource" : "Resource")}':{List(ResourcePatterns, spread)},'Condition':{{{Condition}}}";

    public string OnResource(bool spread) => $"'Principal':{Principal},{Json(spread)}";

    // Said twice is said once, and in another order the same.
    private static string List(string[] values, bool spread) => spread
        ? $"[{string.Join(',', values.Select(value => $"'{value}'"))}]"
        : values.Distinct().ToList() is [var only] ? $"'{only}'" : $"[ {string.Join(" , ", values.Reverse().Select(value => $"'{value}'"))} ]";
}

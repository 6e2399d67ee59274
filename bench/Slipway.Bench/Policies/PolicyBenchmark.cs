extern alias Product;

using BenchmarkDotNet.Attributes;
using Product::Slipway.Iam.PolicyEngine;

namespace Slipway.Bench.Policies;

/// <summary>
/// Decides what a push asks for, for a user whose policies have so many statements: one for each team's repositories, with the
/// names of several teams and repositories beginning alike. Nothing is remembered between decisions but the compiled policies.
/// </summary>
[MemoryDiagnoser]
public class PolicyBenchmark
{
    private const string Arn = "arn:aws:ecr:eu-west-1:111122223333:repository/";

    private static readonly PrincipalFacts Alice = new(PrincipalType.User, "111122223333") { Arn = "arn:aws:iam::111122223333:user/alice", UniqueId = "AIDAALICE000000000001" };

    private PrincipalPolicies policies = PrincipalPolicies.None;
    private AuthorizationRequest own = null!;
    private AuthorizationRequest foreign = null!;
    private AuthorizationRequest conditional = null!;

    [Params(10, 100, 1000)]
    public int Statements { get; set; }

    [GlobalSetup]
    public void Compile()
    {
        var each = Enumerable.Range(0, Statements).Select(team => (team % 10) switch
        {
            0 => Statement("Deny", "ecr:Delete*", $"{Arn}team-{team}/release/*", ""),
            1 => Statement("Allow", "ecr:*", $"{Arn}*/shared-{team}", ""),
            2 => Statement("Allow", "ecr:PutImage", $"{Arn}team-{team}/*", """
                ,"Condition":{"StringEquals":{"aws:PrincipalTag/team":"blue"},"IpAddress":{"aws:SourceIp":["192.168.0.0/16","10.0.0.0/8"]},"StringLike":{"aws:UserAgent":"docker/*"},"Bool":{"aws:SecureTransport":"true"}}
                """),
            3 => Statement("Allow", "iam:Get*", "*", ""),
            _ => Statement("Allow", "ecr:*Image*\",\"ecr:*Layer*", $"{Arn}team-{team}/*", ""),
        });
        policies = new() { Identity = [.. each.Chunk(25).Select(Parse)] };
        var keys = new BenchKeys();
        own = new("ecr:PutImage", $"{Arn}team-{Statements - 1}/web/api", "111122223333", keys);
        foreign = own with { Resource = $"{Arn}nobody/web/api" };
        conditional = own with { Resource = $"{Arn}team-{Statements - 8}/web/api" };
        if (!Allowed().IsAllowed || Refused().IsAllowed || !WithConditions().IsAllowed) throw new InvalidOperationException("The benchmark's policies do not say what it thinks.");
    }

    [Benchmark(Description = "allowed")]
    public object AllowedRequest() => Allowed();

    [Benchmark(Description = "refused")]
    public object RefusedRequest() => Refused();

    [Benchmark(Description = "allowed under four conditions")]
    public object ConditionalRequest() => WithConditions();

    private Decision Allowed() => Evaluation.Decide(Alice, policies, own);

    private Decision Refused() => Evaluation.Decide(Alice, policies, foreign);

    private Decision WithConditions() => Evaluation.Decide(Alice, policies, conditional);

    private static PolicySource Parse(string[] statements) =>
        Policy.TryParse($$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""", PolicyGrammar.Identity, out var policy, out var fault)
            ? new("bench", null, PolicySourceType.User, policy)
            : throw new InvalidOperationException(fault);

    private static string Statement(string effect, string action, string resource, string condition) =>
        $$"""{"Effect":"{{effect}}","Action":["{{action}}"],"Resource":"{{resource}}"{{condition}}}""";

    private sealed class BenchKeys : IConditionKeys
    {
        private readonly Dictionary<string, IReadOnlyList<string>> values = new()
        {
            ["aws:principaltag/team"] = ["blue"],
            ["aws:sourceip"] = ["10.1.2.3"],
            ["aws:useragent"] = ["docker/28.1 go/1.24"],
            ["aws:securetransport"] = ["true"],
        };

        public IReadOnlyList<string>? Find(string key) => values.GetValueOrDefault(key);
    }
}

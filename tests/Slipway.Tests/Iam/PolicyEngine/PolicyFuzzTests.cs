using System.Diagnostics;
using System.Text;
using Slipway.Iam.PolicyEngine;

namespace Slipway.Tests.Iam.PolicyEngine;

/// <summary>Damaged and hostile documents: refused or understood, never a crash, never an allowance, in bounded time.</summary>
public sealed class PolicyFuzzTests
{
    // It denies all; whatever becomes of it by accident must not allow.
    private const string Deny = """
        {"Version":"2012-10-17","Id":"x","Statement":[{"Sid":"one","Effect":"Deny","Action":["ecr:*","iam:Get*"],"Resource":["*","arn:aws:ecr:*:*:repository/${aws:username, 'x'}"],
        "Condition":{"StringLike":{"aws:username":["a*","b?"]},"ForAnyValue:StringEqualsIfExists":{"aws:TagKeys":"x"},"IpAddress":{"aws:SourceIp":"10.0.0.0/8"},
        "DateLessThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"},"Bool":{"aws:SecureTransport":true},"NumericLessThan":{"x:y":5},"slipway:StringMatches":{"slipway:ImageTag":"a[b-z]+"}}}]}
        """;

    private static readonly string[] Pieces = ["{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "*", "?", "${", "}", "null", "true", "1e999", "-", "\u0000", "\uFFFE", "Deny", "Statement", "\uD83D\uDE00", "\n"];

    [Fact]
    public void Damaged_documents_never_allow_and_never_crash()
    {
        var random = new Random(20261120);
        var parsed = 0;
        for (var i = 0; i < 15_000; i++)
        {
            foreach (var grammar in (PolicyGrammar[])[PolicyGrammar.Identity, PolicyGrammar.Trust])
            {
                if (!Policy.TryParse(Damage(Deny, random), grammar, out var policy, out var fault))
                {
                    Assert.NotEmpty(fault);
                    continue;
                }

                parsed++;
                Assert.False(Evaluation.Decide(Engine.Alice, new() { Identity = [new("x", null, PolicySourceType.User, policy)] }, Engine.Request("ecr:PutImage", Engine.Web)).IsAllowed);
            }
        }

        Assert.True(parsed > 1000, $"{parsed} of the damaged documents are policies: the damage is too great to test much");
    }

    [Fact]
    public void Random_bytes_are_no_policy()
    {
        var random = new Random(7);
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            Assert.False(Policy.TryParse(Encoding.Latin1.GetString(bytes), PolicyGrammar.Identity, out _, out _));
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("{\"Statement\":[{\"Condition\":{\"StringEquals\":")]
    [InlineData("{\"Statement\":{\"Action\":[")]
    public void Deep_documents_end_soon(string opening) =>
        Assert.False(Policy.TryParse(string.Concat(Enumerable.Repeat(opening, 131_072 / opening.Length)), PolicyGrammar.Identity, out _, out _));

    [Theory]
    [InlineData("${a}")]
    [InlineData("${*}")]
    [InlineData("*?")]
    [InlineData("*a")]
    [InlineData("a")]
    [InlineData("${a, '")]
    [InlineData("${")]
    public void Long_texts_take_linear_time(string piece)
    {
        var watch = Stopwatch.StartNew();
        var resource = "arn:aws:ecr:eu-west-1:111122223333:" + string.Concat(Enumerable.Repeat(piece, 130_000 / piece.Length));
        Policy.TryParse($"{{\"Version\":\"2012-10-17\",\"Statement\":{{\"Effect\":\"Allow\",\"Action\":\"a:b\",\"Resource\":\"{resource}\"}}}}", PolicyGrammar.Identity, out var policy, out _);
        if (policy is not null) Evaluation.Decide(Engine.Alice, new() { Identity = [new("x", null, PolicySourceType.User, policy)] }, Engine.Request("a:b", resource));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b")]
    [InlineData("*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*b")]
    [InlineData("*aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab*")]
    [InlineData("*?aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab*")]
    [InlineData("a*?a*?a*?a*?a*?a*?a*?a*?a*?a*?a*?a*?a*?a*?c")]
    public void Wildcards_that_slow_backtracking_matchers_down_are_decided_at_once(string pattern)
    {
        // A matcher that tried every way to share 2,000 letters among twenty stars would not see the end of the universe.
        var document = Engine.Document($"'Effect':'Allow','Action':'a:{pattern}','Resource':'arn:aws:ecr:::{pattern}','Condition':{{'StringLike':{{'a:b':'{pattern}'}},'ArnLike':{{'a:c':'arn:aws:ecr:::{pattern}'}}}}");
        var policies = Engine.Identity(document);
        var letters = new string('a', 2_000);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 100; i++)
        {
            Assert.False(Evaluation.Decide(Engine.Alice, policies, Engine.Request($"a:{letters}", $"arn:aws:ecr:::{letters}", ("a:b", letters), ("a:c", $"arn:aws:ecr:::{letters}"))).IsAllowed);
        }

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Regular_expressions_that_slow_backtracking_engines_down_are_decided_at_once()
    {
        var watch = Stopwatch.StartNew();
        ConditionTests.Check("slipway:StringMatches", "'(a+)+b'", [new string('a', 5_000)], false);
        ConditionTests.Check("slipway:StringMatches", "'(a|aa|aaa)*c'", [new string('a', 5_000)], false);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static string Damage(string text, Random random)
    {
        var damaged = new StringBuilder(text);
        for (var wounds = random.Next(1, 4); wounds > 0 && damaged.Length > 2; wounds--)
        {
            var at = random.Next(damaged.Length - 1);
            switch (random.Next(4))
            {
                case 0: damaged.Remove(at, 1); break;
                case 1: damaged.Insert(at, Pieces[random.Next(Pieces.Length)]); break;
                case 2: damaged[at] = (char)random.Next(32, 127); break;
                default: damaged.Remove(at, Math.Min(damaged.Length - at, random.Next(1, 30))); break;
            }
        }

        return damaged.ToString();
    }
}

using Slipway.Iam.PolicyEngine.Matching;

namespace Slipway.Iam.PolicyEngine.Conditions;

/// <summary>Six parts, each matched by itself, so that no wildcard reaches beyond a colon; the last may contain colons.</summary>
internal sealed class ArnValue(Pattern pattern) : ConditionValue
{
    public override IEnumerable<Variable> Variables => pattern.Variables;

    public override bool Matches(string value, IConditionKeys keys)
    {
        var expected = pattern.Resolve(keys);
        return expected is not null && (expected is [Glob.Run] || Matches(expected, value));
    }

    private static bool Matches(ReadOnlySpan<char> expected, ReadOnlySpan<char> arn)
    {
        for (var part = 1; part < 6; part++)
        {
            var (end, colon) = (expected.IndexOf(':'), arn.IndexOf(':'));
            if (end < 0 || colon < 0 || !Glob.Matches(expected[..end], arn[..colon])) return false;
            expected = expected[(end + 1)..];
            arn = arn[(colon + 1)..];
        }

        return Glob.Matches(expected, arn);
    }
}

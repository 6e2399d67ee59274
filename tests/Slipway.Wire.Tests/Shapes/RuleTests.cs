using Slipway.Wire.Shapes;

namespace Slipway.Wire.Tests.Shapes;

public sealed class RuleTests
{
    [Theory]
    [InlineData(@"[\w+=,.@-]+", "aZ_9+=,.@-", "ä")]
    [InlineData(@"[\w+=,.@-]+", "kelvin", "\u212Aelvin")] // the Kelvin sign, which is k in lower case
    [InlineData(@"\w+", "a", "а")] // a Cyrillic one
    [InlineData(@"[\d]{2}", "12", "١٢")]
    [InlineData(@"\d+-\d+", "1-2", "1-٢")]
    [InlineData(@"a\sb", "a b", "a\u2003b")]
    [InlineData(@"[\\w]+", "\\w", "x")] // an escaped backslash is none of them
    [InlineData(@"[\p{L}\p{N}]+", "äа١", "-")] // what is meant for every script stays so
    public void The_short_classes_of_a_model_mean_ASCII(string pattern, string right, string wrong)
    {
        Rule rule = new(long.MinValue, long.MaxValue, pattern);
        Assert.True(rule.Matches(right));
        Assert.False(rule.Matches(wrong));
        Assert.False(rule.Matches(right + "\n"));
    }
}

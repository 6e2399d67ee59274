namespace Slipway.Tests.Iam.PolicyEngine;

/// <summary>slipway:StringMatches and slipway:StringNotMatches: regular expressions over the whole value.</summary>
public sealed class RegexConditionTests
{
    [Theory]
    [InlineData("release-[0-9]+", "release-7", true)]
    [InlineData("release-[0-9]+", "release-", false)]
    [InlineData("release-[0-9]+", "xrelease-7", false)]
    [InlineData("release-[0-9]+", "release-7x", false)]
    [InlineData("release-[0-9]+", "release-7\n", false)]
    [InlineData("release-[0-9]+", "Release-7", false)]
    [InlineData("(?i)release-[0-9]+", "Release-7", true)]
    [InlineData("a|ab", "ab", true)]
    [InlineData("a|b", "ab", false)]
    [InlineData("^v[0-9]$", "v1", true)]
    [InlineData("v[0-9]+\\\\.[0-9]+\\\\.[0-9]+", "v1.22.3", true)]
    [InlineData("v[0-9]+\\\\.[0-9]+\\\\.[0-9]+", "v1x22.3", false)]
    [InlineData("", "", true)]
    [InlineData("", "x", false)]
    [InlineData(".*", "anything", true)]
    [InlineData("${aws:username}", "alice", false)]
    [InlineData("(?x)a #c", "a", null)]
    [InlineData("(?x)a # comment\\n", "a", true)]
    [InlineData("(?x)a # comment\\n", "ab", false)]
    public void Whole_values(string pattern, string value, bool? isMet)
    {
        if (isMet is { } expected)
        {
            ConditionTests.Check("slipway:StringMatches", $"'{pattern}'", [value], expected);
            ConditionTests.Check("slipway:StringNotMatches", $"'{pattern}'", [value], !expected);
        }
        else
        {
            // A comment would swallow our closing bracket; no such expression is taken.
            Engine.FaultOf(Engine.Document($"'Effect':'Deny','Action':'*','Resource':'*','Condition':{{'slipway:StringMatches':{{'a':'{pattern}'}}}}"), Slipway.Iam.PolicyEngine.PolicyGrammar.Identity);
        }
    }

    [Theory]
    [InlineData("slipway:StringMatches", "release-1,latest", true)]
    [InlineData("slipway:StringNotMatches", "release-1,latest", false)]
    [InlineData("slipway:StringNotMatches", "main,latest", true)]
    [InlineData("ForAllValues:slipway:StringMatches", "release-1,release-2", true)]
    [InlineData("ForAllValues:slipway:StringMatches", "release-1,latest", false)]
    [InlineData("ForAnyValue:slipway:StringNotMatches", "release-1,latest", true)]
    [InlineData("ForAnyValue:slipway:StringNotMatches", "release-1,release-2", false)]
    [InlineData("slipway:StringMatchesIfExists", "", true)]
    [InlineData("slipway:StringMatches", "", false)]
    public void Several_values(string name, string request, bool isMet) =>
        ConditionTests.Check(name, "['release-.*','hotfix-.*']", request.Split(',', StringSplitOptions.RemoveEmptyEntries), isMet);

    [Fact]
    public void A_policy_says_who_may_push_releases_and_how_every_tag_must_look()
    {
        var document = Engine.Document(
            "'Effect':'Allow','Action':'ecr:*','Resource':'*'",
            "'Effect':'Deny','Action':'ecr:PutImage','Resource':'*','Condition':{'StringLike':{'slipway:ImageTag':'release-*'},'StringNotEquals':{'aws:username':'carol'}}",
            "'Effect':'Deny','Action':'ecr:PutImage','Resource':'*','Condition':{'ForAnyValue:slipway:StringNotMatches':{'slipway:ImageTag':'(release|main)-[0-9a-f]{7,40}'}}");
        Assert.True(Push("alice", "main-0123abc"));
        Assert.False(Push("alice", "release-0123abc"));
        Assert.True(Push("carol", "release-0123abc"));
        Assert.False(Push("carol", "latest"));
        Assert.True(Push("carol"));
        Assert.False(Push("carol", "main-0123abc", "latest"));

        bool Push(string user, params string[] tags) =>
            Engine.Allows(document, "ecr:PutImage", Engine.Web, [("aws:username", user), .. tags.Select(tag => ("slipway:ImageTag", tag))]);
    }
}

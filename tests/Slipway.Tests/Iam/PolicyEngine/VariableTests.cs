using Slipway.Iam.PolicyEngine;

namespace Slipway.Tests.Iam.PolicyEngine;

/// <summary>"IAM policy elements: Variables and tags" in IAM's user guide.</summary>
public sealed class VariableTests
{
    private const string Repository = "arn:aws:ecr:eu-west-1:111122223333:repository/";

    [Theory]
    // In Resource.
    [InlineData("${aws:username}", "alice", true)]
    [InlineData("${aws:username}", "bob", false)]
    [InlineData("${AWS:UserName}", "alice", true)]
    [InlineData("${aws:username}/*", "alice/x", true)]
    [InlineData("${aws:username}/*", "alicex", false)]
    [InlineData("home-${aws:username}-x", "home-alice-x", true)]
    [InlineData("${aws:username}${aws:userid}", "aliceAIDAALICE", true)]
    [InlineData("${aws:PrincipalTag/Team}/*", "blue/x", true)]
    [InlineData("${aws:PrincipalTag/team}/*", "blue/x", true)]
    [InlineData("${aws:PrincipalTag/team}/*", "red/x", false)]
    [InlineData("*${aws:username}", "x/alice", true)]
    // Without a value: the element does not match, whatever stands around it.
    [InlineData("${aws:PrincipalTag/none}", "", false)]
    [InlineData("${aws:PrincipalTag/none}*", "anything", false)]
    [InlineData("${nonsense}", "${nonsense}", false)]
    [InlineData("*${aws:PrincipalTag/none}*", "x", false)]
    // Several values are no value.
    [InlineData("${aws:TagKeys}", "a", false)]
    [InlineData("${aws:TagKeys, 'x'}", "x", false)]
    // Defaults.
    [InlineData("${aws:PrincipalTag/none, 'guest'}/*", "guest/x", true)]
    [InlineData("${aws:PrincipalTag/none,'guest'}/*", "guest/x", true)]
    [InlineData("${aws:PrincipalTag/none, 'guest'}/*", "blue/x", false)]
    [InlineData("${aws:PrincipalTag/team, 'guest'}/*", "blue/x", true)]
    [InlineData("${aws:PrincipalTag/team, 'guest'}/*", "guest/x", false)]
    [InlineData("a${aws:PrincipalTag/none, ''}b", "ab", true)]
    [InlineData("${aws:PrincipalTag/none, '*'}", "*", true)]
    [InlineData("${aws:PrincipalTag/none, '*'}", "x", false)]
    // What a value holds is literal, never a wildcard, never another variable.
    [InlineData("${aws:PrincipalTag/star}", "*", true)]
    [InlineData("${aws:PrincipalTag/star}", "x", false)]
    [InlineData("${aws:PrincipalTag/star}x", "anythingx", false)]
    [InlineData("${aws:PrincipalTag/mark}", "?", true)]
    [InlineData("${aws:PrincipalTag/mark}", "x", false)]
    [InlineData("${aws:PrincipalTag/nested}", "${aws:username}", true)]
    [InlineData("${aws:PrincipalTag/nested}", "alice", false)]
    [InlineData("${aws:PrincipalTag/wild}", "\uFFFE", false)]
    [InlineData("${aws:PrincipalTag/wild}", "x", false)]
    // Escapes.
    [InlineData("a${*}b", "a*b", true)]
    [InlineData("a${*}b", "axb", false)]
    [InlineData("a${?}b", "a?b", true)]
    [InlineData("a${?}b", "axb", false)]
    [InlineData("a${$}b", "a$b", true)]
    [InlineData("${$}{aws:username}", "${aws:username}", true)]
    [InlineData("${$}{aws:username}", "alice", false)]
    [InlineData("$", "$", true)]
    [InlineData("a$b{c}", "a$b{c}", true)]
    public void In_a_resource_of_2012(string pattern, string name, bool isAllowed) =>
        Assert.Equal(isAllowed, Allows("2012-10-17", $$"""{"Effect":"Allow","Action":"ecr:*","Resource":"{{Repository}}{{pattern}}"}""", Repository + name));

    [Theory]
    [InlineData("${aws:username}", "alice", false)]
    [InlineData("${aws:username}", "${aws:username}", true)]
    [InlineData("${*}", "*", false)]
    [InlineData("${*}", "${*}", true)]
    [InlineData("${*}", "${anything}", true)]
    [InlineData("${unclosed", "${unclosed", true)]
    public void Are_text_in_2008(string pattern, string name, bool isAllowed) =>
        Assert.Equal(isAllowed, Allows("2008-10-17", $$"""{"Effect":"Allow","Action":"ecr:*","Resource":"{{Repository}}{{pattern}}"}""", Repository + name));

    [Fact]
    public void Are_text_where_no_version_is_stated()
    {
        var document = $$"""{"Statement":{"Effect":"Allow","Action":"ecr:*","Resource":"{{Repository}}${aws:username}" } }""";
        Assert.False(Engine.Allows(document, "ecr:PutImage", Repository + "alice", ("aws:username", "alice")));
        Assert.True(Engine.Allows(document, "ecr:PutImage", Repository + "${aws:username}", ("aws:username", "alice")));
    }

    [Theory]
    [InlineData("StringEquals", "${aws:username}", true)]
    [InlineData("StringEquals", "${aws:PrincipalTag/team}", false)]
    [InlineData("StringEquals", "${aws:PrincipalTag/none}", false)]
    [InlineData("StringEquals", "${aws:PrincipalTag/none, 'alice'}", true)]
    [InlineData("StringEqualsIgnoreCase", "${aws:PrincipalTag/upper}", true)]
    [InlineData("StringEqualsIgnoreCase", "${aws:PrincipalTag/none}", false)]
    [InlineData("StringLike", "${aws:username}*", true)]
    [InlineData("StringLike", "al${*}", false)]
    [InlineData("StringLike", "${aws:PrincipalTag/star}", false)]
    [InlineData("StringNotEquals", "${aws:username}", false)]
    [InlineData("StringNotEquals", "${aws:PrincipalTag/team}", true)]
    [InlineData("StringNotLike", "${aws:PrincipalTag/team}*", true)]
    // What has no value is unlike everything, in an Allow too ("Policy variables with no value").
    [InlineData("StringNotEquals", "${aws:PrincipalTag/none}", true)]
    [InlineData("StringNotLike", "${aws:PrincipalTag/none}", true)]
    [InlineData("StringNotEqualsIgnoreCase", "${aws:PrincipalTag/none}", true)]
    [InlineData("ForAllValues:StringNotEquals", "${aws:PrincipalTag/none}", true)]
    [InlineData("ForAnyValue:StringNotEquals", "${aws:PrincipalTag/none}", true)]
    public void In_a_condition(string name, string value, bool isAllowed) => Assert.Equal(isAllowed, Allows(
        "2012-10-17",
        $$$"""{"Effect":"Allow","Action":"ecr:*","Resource":"*","Condition":{"{{{name}}}":{"ecr:ResourceTag/owner":"{{{value}}}"} } }""",
        Engine.Web));

    [Theory]
    [InlineData("StringNotEquals", "${aws:PrincipalTag/none}", false)]
    [InlineData("StringNotEquals", "${aws:username}", true)]
    [InlineData("StringEquals", "${aws:PrincipalTag/none}", true)]
    public void A_deny_of_what_is_unlike_a_tag_holds_for_whoever_has_no_such_tag(string name, string value, bool isAllowed)
    {
        var deny = $$$"""{"Effect":"Deny","Action":"ecr:*","Resource":"*","Condition":{"{{{name}}}":{"ecr:ResourceTag/owner":"{{{value}}}"} } }""";
        Assert.Equal(isAllowed, Allows("2012-10-17", $$"""{"Effect":"Allow","Action":"*","Resource":"*"},{{deny}}""", Engine.Web));
    }

    [Fact]
    public void A_variable_without_value_behind_NotResource_neither_allows_nor_exempts()
    {
        const string Element = $"\"Action\":\"ecr:*\",\"NotResource\":\"{Repository}${{aws:PrincipalTag/none}}\"";
        Assert.False(Allows("2012-10-17", $$"""{"Effect":"Allow",{{Element}}}""", Engine.Web));
        Assert.False(Allows("2012-10-17", $$"""{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny",{{Element}}}""", Engine.Web));
    }

    [Theory]
    [InlineData("ArnEquals", "arn:aws:iam::111122223333:user/${aws:username}", true)]
    [InlineData("ArnLike", "arn:aws:iam::*:user/${aws:username}", true)]
    [InlineData("ArnLike", "arn:aws:iam::*:user/${aws:PrincipalTag/star}", false)]
    [InlineData("ArnLike", "${aws:PrincipalArn}", true)]
    [InlineData("ArnLike", "${aws:PrincipalTag/none}", false)]
    [InlineData("ArnNotLike", "arn:aws:iam::*:user/${aws:username}", false)]
    [InlineData("ArnNotLike", "${aws:PrincipalTag/none}", true)]
    public void In_an_ARN(string name, string value, bool isAllowed) => Assert.Equal(isAllowed, Allows(
        "2012-10-17",
        $$$"""{"Effect":"Allow","Action":"ecr:*","Resource":"*","Condition":{"{{{name}}}":{"aws:PrincipalArn":"{{{value}}}"} } }""",
        Engine.Web));

    private static bool Allows(string version, string statements, string resource)
    {
        Assert.True(Policy.TryParse($$"""{"Version":"{{version}}","Statement":[{{statements}}]}""", PolicyGrammar.Identity, out var policy, out var fault), fault);
        var request = Engine.Request(
            "ecr:PutImage", resource,
            ("aws:username", "alice"), ("aws:userid", "AIDAALICE"), ("aws:PrincipalArn", Engine.Alice.Arn), ("ecr:ResourceTag/owner", "alice"),
            ("aws:TagKeys", "a"), ("aws:TagKeys", "b"),
            ("aws:PrincipalTag/Team", "blue"), ("aws:PrincipalTag/upper", "ALICE"), ("aws:PrincipalTag/star", "*"), ("aws:PrincipalTag/mark", "?"),
            ("aws:PrincipalTag/nested", "${aws:username}"), ("aws:PrincipalTag/wild", "\uFFFE"));
        return Evaluation.Decide(Engine.Alice, new() { Identity = [new("p", null, PolicySourceType.User, policy)] }, request).IsAllowed;
    }
}

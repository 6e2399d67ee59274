namespace Slipway.Tests.Iam.PolicyEngine;

/// <summary>"Set operators for multivalued context keys" in IAM's user guide.</summary>
public sealed class SetConditionTests
{
    [Theory]
    [InlineData("ForAllValues:StringEquals", "['a','b']", "a", true)]
    [InlineData("ForAllValues:StringEquals", "['a','b']", "a,b", true)]
    [InlineData("ForAllValues:StringEquals", "['a','b']", "a,c", false)]
    [InlineData("ForAllValues:StringEquals", "['a','b']", "c", false)]
    [InlineData("ForAllValues:StringEquals", "'a'", "a,a", true)]
    [InlineData("ForAllValues:StringEquals", "['a','b']", "", true)]
    [InlineData("ForAllValues:StringEquals", "[]", "a", false)]
    [InlineData("ForAnyValue:StringEquals", "['a','b']", "a", true)]
    [InlineData("ForAnyValue:StringEquals", "['a','b']", "c,b", true)]
    [InlineData("ForAnyValue:StringEquals", "['a','b']", "c,d", false)]
    [InlineData("ForAnyValue:StringEquals", "['a','b']", "", false)]
    [InlineData("ForAnyValue:StringEquals", "[]", "a", false)]
    [InlineData("ForAllValues:StringLike", "['a*','b*']", "ax,bx", true)]
    [InlineData("ForAllValues:StringLike", "['a*','b*']", "ax,cx", false)]
    [InlineData("ForAnyValue:StringLike", "['a*','b*']", "cx,bx", true)]
    [InlineData("ForAnyValue:StringLike", "['a*','b*']", "cx,dx", false)]
    [InlineData("ForAnyValue:StringEqualsIgnoreCase", "'A'", "x,a", true)]
    // Negated: of every value, or of one of them, none of the policy's values may hold.
    [InlineData("ForAllValues:StringNotEquals", "['a','b']", "c,d", true)]
    [InlineData("ForAllValues:StringNotEquals", "['a','b']", "c,a", false)]
    [InlineData("ForAllValues:StringNotEquals", "['a','b']", "a", false)]
    [InlineData("ForAllValues:StringNotEquals", "['a','b']", "", true)]
    [InlineData("ForAnyValue:StringNotEquals", "['a','b']", "a,c", true)]
    [InlineData("ForAnyValue:StringNotEquals", "['a','b']", "a,b", false)]
    [InlineData("ForAnyValue:StringNotEquals", "['a','b']", "", false)]
    [InlineData("ForAllValues:StringNotLike", "'a*'", "bx,cx", true)]
    [InlineData("ForAllValues:StringNotLike", "'a*'", "bx,ax", false)]
    [InlineData("ForAnyValue:StringNotLike", "'a*'", "ax,bx", true)]
    // With the other kinds of operators.
    [InlineData("ForAllValues:NumericLessThan", "'5'", "1,2", true)]
    [InlineData("ForAllValues:NumericLessThan", "'5'", "1,7", false)]
    [InlineData("ForAnyValue:NumericLessThan", "'5'", "9,7", false)]
    [InlineData("ForAnyValue:NumericLessThan", "'5'", "9,2", true)]
    [InlineData("ForAnyValue:IpAddress", "'10.0.0.0/8'", "8.8.8.8,10.0.0.1", true)]
    [InlineData("ForAllValues:ArnLike", "'arn:aws:ecs:*:*:cluster/a*'", "arn:aws:ecs:r:1:cluster/a,arn:aws:ecs:r:1:cluster/b", false)]
    [InlineData("ForAnyValue:Bool", "'true'", "false,true", true)]
    [InlineData("ForAllValues:DateLessThan", "'2027'", "2026,2028", false)]
    // With IfExists.
    [InlineData("ForAllValues:StringEqualsIfExists", "'a'", "", true)]
    [InlineData("ForAllValues:StringEqualsIfExists", "'a'", "b", false)]
    [InlineData("ForAnyValue:StringEqualsIfExists", "'a'", "", true)]
    [InlineData("ForAnyValue:StringEqualsIfExists", "'a'", "b,a", true)]
    [InlineData("ForAnyValue:StringEqualsIfExists", "'a'", "b", false)]
    // Several values without a set operator: any one for a comparison, none for a negated one.
    [InlineData("StringEquals", "'a'", "b,a", true)]
    [InlineData("StringEquals", "'a'", "b,c", false)]
    [InlineData("StringNotEquals", "'a'", "b,c", true)]
    [InlineData("StringNotEquals", "'a'", "b,a", false)]
    [InlineData("StringNotLike", "'a*'", "b,ax", false)]
    public void Sets(string name, string values, string request, bool isMet) =>
        ConditionTests.Check(name, values, request.Split(',', StringSplitOptions.RemoveEmptyEntries), isMet);

    [Theory]
    [InlineData("ForAllValues:StringEquals", true)]
    [InlineData("ForAnyValue:StringEquals", false)]
    [InlineData("ForAllValues:StringNotEquals", true)]
    [InlineData("ForAnyValue:StringNotEquals", false)]
    public void An_empty_text_is_no_value(string name, bool isMet) => ConditionTests.Check(name, "'a'", [""], isMet);

    [Theory]
    // Tag keys as the user guide controls them.
    [InlineData("cost", true)]
    [InlineData("cost,team", true)]
    [InlineData("cost,other", false)]
    [InlineData("", false)]
    public void Only_known_tag_keys_and_not_without_any(string asked, bool isAllowed)
    {
        var document = Engine.Document(
            "'Effect':'Allow','Action':'ecr:TagResource','Resource':'*','Condition':{'ForAllValues:StringEquals':{'aws:TagKeys':['cost','team']},'Null':{'aws:TagKeys':'false'}}");
        var keys = asked.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(key => ("aws:TagKeys", key)).ToArray();
        Assert.Equal(isAllowed, Engine.Allows(document, "ecr:TagResource", Engine.Web, keys));
    }
}

namespace Slipway.Tests.Iam.PolicyEngine;

/// <summary>Resource and NotResource: case counts, wildcards reach over slashes and colons.</summary>
public sealed class ResourceTests
{
    private const string Repository = "arn:aws:ecr:eu-west-1:111122223333:repository/";

    [Theory]
    [InlineData("*", Repository + "web")]
    [InlineData("*", "*")]
    [InlineData(Repository + "web", Repository + "web")]
    [InlineData(Repository + "*", Repository + "web")]
    [InlineData(Repository + "*", Repository)]
    [InlineData(Repository + "team-*", Repository + "team-a/x/y")]
    [InlineData(Repository + "team-a/*", Repository + "team-a/x/y")]
    [InlineData(Repository + "*/x", Repository + "team-a/b/x")]
    [InlineData(Repository + "*/x/*", Repository + "team-a/x/y")]
    [InlineData(Repository + "w?b", Repository + "web")]
    [InlineData(Repository + "a?b", Repository + "a/b")]
    [InlineData(Repository + "?", Repository + "x")]
    [InlineData(Repository + "?*", Repository + "xyz")]
    [InlineData(Repository + "*a*b*c*", Repository + "xxaxxbxxcxx")]
    [InlineData(Repository + "**", Repository + "web")]
    [InlineData("arn:aws:ecr:*:111122223333:repository/web", Repository + "web")]
    [InlineData("arn:aws:ecr:eu-*:111122223333:repository/web", Repository + "web")]
    [InlineData("arn:aws:ecr:*:*:repository/web", Repository + "web")]
    [InlineData("arn:aws:ecr:*:*:*", Repository + "web")]
    [InlineData("arn:*:ecr:*:*:*", Repository + "web")]
    [InlineData("arn:aws:ecr:eu-west-1:1111?2223333:repository/web", Repository + "web")]
    // A star at the end of a part reaches beyond its colon; parts that are left out are stars.
    [InlineData("arn:aws:ecr:eu-west-1:*", Repository + "web")]
    [InlineData("arn:aws:ecr:*", Repository + "web")]
    [InlineData("arn:aws:ecr", Repository + "web")]
    [InlineData("arn:aws:logs:*:*:log-group:/ecs/*", "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/web:log-stream:a/b")]
    [InlineData("arn:aws:logs:*:111122223333:*", "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/web:*")]
    [InlineData("arn:aws:logs:*:111122223333:log-group:*:log-stream:*", "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/web:log-stream:x")]
    [InlineData("arn:aws:ecs:*:*:task-definition/web:*", "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7")]
    [InlineData("arn:aws:iam::*:user/alice", "arn:aws:iam::111122223333:user/alice")]
    [InlineData("arn:aws:iam::111122223333:*", "arn:aws:iam::111122223333:role/ci/deploy")]
    [InlineData("arn:aws:iam::111122223333:user/*", "arn:aws:iam::111122223333:user/")]
    public void Matches(string pattern, string resource)
    {
        Assert.True(Engine.Allows(Engine.Document(Allow("Resource", pattern)), "ecr:PutImage", resource));
        Assert.False(Engine.Allows(Engine.Document(Allow("NotResource", pattern)), "ecr:PutImage", resource));
    }

    [Theory]
    [InlineData(Repository + "web", Repository + "Web")]
    [InlineData(Repository + "Web", Repository + "web")]
    [InlineData(Repository + "web", Repository + "web2")]
    [InlineData(Repository + "web", Repository + "we")]
    [InlineData(Repository + "web", Repository + "web/x")]
    [InlineData(Repository + "web/*", Repository + "web")]
    [InlineData(Repository + "web*", Repository + "we")]
    [InlineData(Repository + "?", Repository)]
    [InlineData(Repository + "?", Repository + "xy")]
    [InlineData(Repository + "*/x", Repository + "x")]
    [InlineData(Repository + "a*b", Repository + "ab/c")]
    [InlineData(Repository + "*aa*aa", Repository + "aaa")]
    [InlineData(Repository + "web", "*")]
    [InlineData("arn:aws:ecr:*:*:*", "*")]
    [InlineData("arn:aws:ecr:us-*:111122223333:repository/web", Repository + "web")]
    [InlineData("arn:aws:ecr:eu-west-1:444455556666:repository/web", Repository + "web")]
    [InlineData("arn:aws:ecs:*:*:*", Repository + "web")]
    [InlineData("arn:aws-cn:ecr:*:*:*", Repository + "web")]
    [InlineData("arn:aws:ecr:eu-west-1::repository/web", Repository + "web")]
    // The five colons must be there: a wildcard in the region does not stand for the account as well.
    [InlineData("arn:aws:ecr:*:repository/web", Repository + "web")]
    [InlineData("arn:aws:ecr:*repository/web", Repository + "web")]
    [InlineData("arn:aws:ecr:eu-west-1:repository/web", Repository + "web")]
    // Path tricks are other names.
    [InlineData(Repository + "team-a/*", Repository + "team-b/../team-a")]
    [InlineData(Repository + "team-a/x", Repository + "team-a%2fx")]
    [InlineData(Repository + "team-a/x", Repository + "team-a//x")]
    [InlineData(Repository + "web", Repository + "w\u0435b")]
    [InlineData(Repository + "web", Repository + "web ")]
    public void Does_not_match(string pattern, string resource)
    {
        Assert.False(Engine.Allows(Engine.Document(Allow("Resource", pattern)), "ecr:PutImage", resource));
        Assert.True(Engine.Allows(Engine.Document(Allow("NotResource", pattern)), "ecr:PutImage", resource));
    }

    [Fact]
    public void One_of_several_is_enough()
    {
        var document = Engine.Document($"'Effect':'Allow','Action':'ecr:*','Resource':['{Repository}a','{Repository}b/*']");
        Assert.True(Engine.Allows(document, "ecr:PutImage", Repository + "a"));
        Assert.True(Engine.Allows(document, "ecr:PutImage", Repository + "b/c"));
        Assert.False(Engine.Allows(document, "ecr:PutImage", Repository + "c"));
    }

    [Fact]
    public void NotResource_of_several_is_none_of_them()
    {
        var document = Engine.Document("'Effect':'Allow','Action':'ecr:*','Resource':'*'", $"'Effect':'Deny','Action':'ecr:*','NotResource':['{Repository}a','{Repository}b/*']");
        Assert.True(Engine.Allows(document, "ecr:PutImage", Repository + "a"));
        Assert.True(Engine.Allows(document, "ecr:PutImage", Repository + "b/c"));
        Assert.False(Engine.Allows(document, "ecr:PutImage", Repository + "c"));
        Assert.False(Engine.Allows(document, "ecr:GetAuthorizationToken", "*"));
    }

    [Fact]
    public void A_policy_on_a_resource_may_leave_the_resource_out()
    {
        var request = Engine.Request("ecr:PutImage", Repository + "web") with
        {
            ResourcePolicies = [Engine.Source(Engine.Document("'Effect':'Allow','Principal':'*','Action':'ecr:PutImage'"), Slipway.Iam.PolicyEngine.PolicyGrammar.Resource)],
        };
        Assert.True(Slipway.Iam.PolicyEngine.Evaluation.Decide(Engine.Alice, Slipway.Iam.PolicyEngine.PrincipalPolicies.None, request).IsAllowed);
    }

    private static string Allow(string element, string resource) => $"'Effect':'Allow','Action':'ecr:*','{element}':'{resource}'";
}

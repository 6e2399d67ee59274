namespace Slipway.Tests.Iam.PolicyEngine;

/// <summary>Action and NotAction: case says nothing, a star is any run of characters, a question mark any one.</summary>
public sealed class ActionTests
{
    [Theory]
    [InlineData("ecr:PutImage", "ecr:PutImage")]
    [InlineData("ECR:putimage", "ecr:PutImage")]
    [InlineData("ecr:PUTIMAGE", "ecr:PutImage")]
    [InlineData("ecr:PutImage", "ECR:PUTIMAGE")]
    [InlineData("*", "ecr:PutImage")]
    [InlineData("*:*", "ecr:PutImage")]
    [InlineData("*:PutImage", "ecr:PutImage")]
    [InlineData("*:Put*", "ecr:PutImage")]
    [InlineData("ecr:*", "ecr:PutImage")]
    [InlineData("ecr:*", "ecr:x")]
    [InlineData("ecr:Put*", "ecr:PutImage")]
    [InlineData("ecr:PutImage*", "ecr:PutImage")]
    [InlineData("ecr:PutImage*", "ecr:PutImageTagMutability")]
    [InlineData("ecr:*Image", "ecr:PutImage")]
    [InlineData("ecr:*Image", "ecr:BatchGetImage")]
    [InlineData("ecr:*Image*", "ecr:BatchDeleteImage")]
    [InlineData("ecr:*image*", "ecr:ListImages")]
    [InlineData("ecr:B*Get*", "ecr:BatchGetImage")]
    [InlineData("ecr:P?tImage", "ecr:PutImage")]
    [InlineData("ecr:?utImage", "ecr:PutImage")]
    [InlineData("ecr:PutImag?", "ecr:PutImage")]
    [InlineData("ecr:????????", "ecr:PutImage")]
    [InlineData("ecr:**", "ecr:PutImage")]
    [InlineData("ecr:*?", "ecr:PutImage")]
    [InlineData("ecr:*a*a*e", "ecr:BatchGetImage")]
    public void Matches(string pattern, string action) => Assert.True(Engine.Allows(Engine.Document(Allow("Action", pattern)), action, Engine.Web));

    [Theory]
    [InlineData("ecr:PutImage", "ecr:PutImageTagMutability")]
    [InlineData("ecr:PutImage", "ecr:PutImag")]
    [InlineData("ecr:Put", "ecr:PutImage")]
    [InlineData("ecr:PutImage", "ecs:PutImage")]
    [InlineData("ecr:*", "ecr-public:PutImage")]
    [InlineData("ecr:*", "ecrx:PutImage")]
    [InlineData("ecr-public:*", "ecr:PutImage")]
    [InlineData("ecr:Get*", "ecr:PutImage")]
    [InlineData("ecr:*Images", "ecr:PutImage")]
    [InlineData("ecr:?????????", "ecr:PutImage")]
    [InlineData("ecr:???????", "ecr:PutImage")]
    [InlineData("ecr:PutImage?", "ecr:PutImage")]
    [InlineData("*:Get*", "ecr:PutImage")]
    [InlineData("ecr:P*P*", "ecr:PutImage")]
    [InlineData("ecr:", "ecr:PutImage")]
    [InlineData("ecr: PutImage", "ecr:PutImage")]
    [InlineData("ecr:PutImage ", "ecr:PutImage")]
    // Letters that look like ASCII, or that other comparisons without case take for it: long s, Kelvin sign, Cyrillic e.
    [InlineData("ecr:Li\u017FtImages", "ecr:ListImages")]
    [InlineData("ecr:Unloc\u212A", "ecr:Unlock")]
    [InlineData("ecr:PutImag\u0435", "ecr:PutImage")]
    [InlineData("ecr:Li\u0130stImages", "ecr:ListImages")]
    public void Does_not_match(string pattern, string action)
    {
        Assert.False(Engine.Allows(Engine.Document(Allow("Action", pattern)), action, Engine.Web));
        Assert.True(Engine.Allows(Engine.Document(Allow("NotAction", pattern)), action, Engine.Web));
    }

    [Theory]
    [InlineData("'iam:*'", "ecr:PutImage", true)]
    [InlineData("'iam:*'", "iam:CreateUser", false)]
    [InlineData("'IAM:*'", "iam:CreateUser", false)]
    [InlineData("['iam:*','organizations:*','account:*']", "ecr:PutImage", true)]
    [InlineData("['iam:*','organizations:*','account:*']", "organizations:ListAccounts", false)]
    [InlineData("['iam:*','organizations:*','account:*']", "account:GetAccountInformation", false)]
    [InlineData("'*'", "ecr:PutImage", false)]
    public void NotAction_is_everything_else(string actions, string action, bool isAllowed) =>
        Assert.Equal(isAllowed, Engine.Allows(Engine.Document($"'Effect':'Allow','NotAction':{actions},'Resource':'*'"), action, "*"));

    [Fact]
    public void A_deny_of_everything_but_some_actions_leaves_them_to_be_allowed()
    {
        var document = Engine.Document("'Effect':'Deny','NotAction':'ecr:*','Resource':'*'", "'Effect':'Allow','Action':['ecr:PutImage','iam:GetUser'],'Resource':'*'");
        Assert.True(Engine.Allows(document, "ecr:PutImage", Engine.Web));
        Assert.False(Engine.Allows(document, "iam:GetUser", "*"));
        Assert.False(Engine.Allows(document, "ecr:ListImages", Engine.Web));
    }

    [Fact]
    public void A_look_alike_that_was_asked_for_first_changes_nothing_for_the_action_itself()
    {
        var policies = Engine.Identity(Engine.Document(Allow("Action", "*"), "'Effect':'Deny','Action':'ecr:ListImages','Resource':'*'"));
        Assert.True(Slipway.Iam.PolicyEngine.Evaluation.Decide(Engine.Alice, policies, Engine.Request("ecr:Li\u017FtImages", "*")).IsAllowed);
        Assert.False(Slipway.Iam.PolicyEngine.Evaluation.Decide(Engine.Alice, policies, Engine.Request("ecr:ListImages", "*")).IsAllowed);
        Assert.False(Slipway.Iam.PolicyEngine.Evaluation.Decide(Engine.Alice, policies, Engine.Request("ecr:listimages", "*")).IsAllowed);
    }

    private static string Allow(string element, string action) => $"'Effect':'Allow','{element}':'{action}','Resource':'*'";
}

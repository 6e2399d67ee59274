using Slipway.Iam.PolicyEngine;

namespace Slipway.Tests.Iam.PolicyEngine;

/// <summary>Stored policies name users, roles and their sessions by unique id.</summary>
public sealed class UniqueIdTests
{
    private const string Allow = "'Effect':'Allow','Action':'ecr:*','Resource':'*'";

    [Theory]
    [InlineData("AIDAALICE000000000001", true)]
    [InlineData("AIDAALICE000000000002", false)]
    public void A_user_is_its_id(string principal, bool isAllowed) => Assert.Equal(isAllowed, Decide(Engine.Alice, $"{Allow},'Principal':{{'AWS':'{principal}'}}"));

    [Theory]
    [InlineData("AROADEPLOY00000000001", true)]
    [InlineData("AROADEPLOY00000000001:build-7", true)]
    [InlineData("AROADEPLOY00000000001:build-8", false)]
    [InlineData("AROADEPLOY00000000002:build-7", false)]
    [InlineData("AROADEPLOY00000000002", false)]
    public void A_session_is_its_role_or_itself(string principal, bool isAllowed) =>
        Assert.Equal(isAllowed, Decide(Engine.Session, $"{Allow},'Principal':{{'AWS':'{principal}'}}"));

    [Fact]
    public void An_account_beside_an_id_exempts_nobody_else() => Assert.False(Decide(
        Engine.Alice,
        $"{Allow},'Principal':'*'",
        $"'Effect':'Deny','Action':'ecr:*','Resource':'*','NotPrincipal':{{'AWS':['AIDABOB00000000000001','{Engine.Account}']}}"));

    private static bool Decide(PrincipalFacts who, params string[] statements) => Evaluation.Decide(
        who,
        PrincipalPolicies.None,
        Engine.Request("ecr:PutImage", Engine.Web) with { ResourcePolicies = [Engine.Source(Engine.Document(statements), PolicyGrammar.Resource)] }).IsAllowed;
}

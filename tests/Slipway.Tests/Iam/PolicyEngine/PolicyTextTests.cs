using Slipway.Iam.PolicyEngine;

namespace Slipway.Tests.Iam.PolicyEngine;

/// <summary>What a document may look like, and what is kept of it.</summary>
public sealed class PolicyTextTests
{
    [Theory]
    [InlineData("{'Statement':{'Effect':'Allow','Action':'a:b','Resource':'*'}}")]
    [InlineData("{'Version':'2008-10-17','Statement':{'Effect':'Allow','Action':'a:b','Resource':'*'}}")]
    [InlineData("{'Version':'2012-10-17','Id':'some id','Statement':[{'Effect':'Allow','Action':['a:b'],'Resource':['*']}]}")]
    [InlineData("{'Statement':{'Resource':'*','Action':'a:b','Effect':'Allow'},'Version':'2012-10-17'}")]
    [InlineData("\r\n\t {'Version' : '2012-10-17' , 'Statement' : [ { 'Effect' : 'Allow' , 'Action' : [ 'a:b' , 'a:c' ] , 'Resource' : '*' } ] } \n")]
    [InlineData("{'Statement':{'Sid':'','Effect':'Allow','Action':'a:b','Resource':'*','Condition':{}}}")]
    [InlineData("{'Statement':{'Effect':'Allow','Action':'a:b','Resource':'*','Condition':{'DateGreaterThan':{},'x':{}}}}")]
    [InlineData("{'Statement':{'Effect':'Allow','Action':'a:b','Resource':'*','Condition':{'DateGreaterThan':{'a':[]}}}}")]
    [InlineData("{'Statement':{'Effect':'Allow','Action':'iam: asdf safdsf af ','Resource':'*'}}")]
    [InlineData("{'Statement':{'Effect':'Allow','Action':'s3-s:b','Resource':'arn:aws:fdsasf'}}")]
    [InlineData("{'Statement':{'Effect':'Allow','Action':'s3.s:b','Resource':'arn:aws-cn:s3:::x'}}")]
    [InlineData("{'Statement':{'Effect':'Allow','Action':'\\u0061:b','Resource':'*'}}")]
    [InlineData("{'Statement':{'Effect':'Allow','Action':'a:b','Resource':'arn:aws:iam::111122223333:user/${aws:username}'}}")]
    [InlineData("{'Statement':{'Effect':'Allow','Action':'a:b','Resource':['arn:aws:iam::*:*','arn:aws:iam::111122223333:root','arn:aws:iam:*:*:role/x']}}")]
    public void Is_taken_in_all_its_forms(string document)
    {
        var policy = Engine.Parse(document, PolicyGrammar.Identity);
        Assert.Equal(document.Replace('\'', '"'), policy.Text);
        Assert.Single(policy.Statements);
    }

    [Fact]
    public void Statements_have_the_positions_that_the_simulator_of_AWS_prints()
    {
        // The example of `aws iam simulate-custom-policy help`.
        var policy = Engine.Parse(
            "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'dynamodb:*','Resource':'*','Condition':{'DateGreaterThan':{'aws:CurrentTime':'2018-08-16T12:00:00Z'}}}}",
            PolicyGrammar.Identity);
        Assert.Equal(new Position(1, 38), policy.Statements[0].Start);
        Assert.Equal(new Position(1, 167), policy.Statements[0].End);
    }

    [Fact]
    public void Positions_count_lines_and_characters()
    {
        var policy = Engine.Parse("{\n  'Id': 'überall',\n  'Statement': [\n    {\n      'Effect': 'Allow', 'Action': 'a:ü', 'Resource': '*'\n    }, {'Effect':'Deny','Action':'a:ü€𝄞','Resource':'*'}\n  ]\n}", PolicyGrammar.Identity);
        Assert.Equal((new Position(4, 6), new Position(6, 6)), (policy.Statements[0].Start, policy.Statements[0].End));
        Assert.Equal((new Position(6, 9), new Position(6, 57)), (policy.Statements[1].Start, policy.Statements[1].End));
    }

    [Theory]
    [InlineData("'Resource':'*'", "")]
    [InlineData("'Resource':'*','Condition':{'StringEquals':{'aws:Username':'a'}}", "aws:Username")]
    [InlineData("'Resource':'*','Condition':{'StringEquals':{'aws:Username':'a'},'StringLike':{'AWS:username':'a'}}", "aws:Username")]
    [InlineData("'Resource':'arn:aws:s3:::${aws:PrincipalTag/Team, 'x'}/${aws:userid}${*}'", "aws:PrincipalTag/Team aws:userid")]
    [InlineData("'Resource':'*','Condition':{'StringEquals':{'ecr:ResourceTag/o':['${aws:username}','b']},'Null':{'aws:TagKeys':true}}", "ecr:ResourceTag/o aws:username aws:TagKeys")]
    [InlineData("'Resource':'*','Condition':{'IpAddress':{'aws:SourceIp':'10.0.0.0/8'},'DateLessThan':{'aws:CurrentTime':'2026'}}", "aws:SourceIp aws:CurrentTime")]
    public void Context_keys_are_those_of_conditions_and_variables(string statement, string keys)
    {
        var document = Engine.Document($"'Effect':'Allow','Action':'a:b',{statement}").Replace('\'', '"').Replace("\"x\"", "'x'", StringComparison.Ordinal);
        Assert.True(Policy.TryParse(document, PolicyGrammar.Identity, out var policy, out var fault), fault);
        Assert.Equal(keys, string.Join(' ', policy.ContextKeys));
    }

    [Fact]
    public void In_2008_variables_are_no_keys() => Assert.Empty(
        Engine.Parse("{'Version':'2008-10-17','Statement':{'Effect':'Allow','Action':'a:b','Resource':'arn:aws:s3:::${aws:userid}'}}", PolicyGrammar.Identity).ContextKeys);
}

using Slipway.Iam.PolicyEngine;

namespace Slipway.Tests.Iam.PolicyEngine;

/// <summary>What no policy is, each with AWS's sentence for MalformedPolicyDocument.</summary>
public sealed class PolicyFaultTests
{
    private const string Syntax = "Syntax errors in policy.";
    private const string Legacy = "The policy failed legacy parsing";
    private const string NoActions = "Policy statement must contain actions.";
    private const string NoResources = "Policy statement must contain resources.";
    private const string NoVendor = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
    private const string SecondColon = "Actions/Condition can contain only one colon.";
    private const string NotUnique = "Statement IDs (SID) in a single policy must be unique.";
    private const string NotAssumeRole = "AssumeRole policy may only specify STS AssumeRole actions.";
    private const string ResourceVendor = "Resource vendor must be fully qualified and cannot contain regexes.";

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("not JSON")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("'text'")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[{'Version':'2012-10-17'}]")]
    [InlineData("{'Version':'2012-10-17'}")]
    [InlineData("{'Version':'2012-10-17','Statement':[]}")]
    [InlineData("{'Version':'2012-10-17','Statement':'x'}")]
    [InlineData("{'Version':'2012-10-17','Statement':['x']}")]
    [InlineData("{'Version':'2012-10-17','Statement':[[]]}")]
    [InlineData("{'Version':'2012-10-17','Statement':null}")]
    [InlineData("{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'a:b','Resource':'*'}")]
    [InlineData("{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'a:b','Resource':'*'}]} x")]
    [InlineData("{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'a:b','Resource':'*'}]}{}")]
    [InlineData("{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'a:b','Resource':'*'},]}")]
    [InlineData("{'Version':'2012-10-17',/*c*/'Statement':[{'Effect':'Allow','Action':'a:b','Resource':'*'}]}")]
    [InlineData("{'Version':'2013-10-17','Statement':[{'Effect':'Allow','Action':'a:b','Resource':'*'}]}")]
    [InlineData("{'Version':'2012-10-18','Statement':[{'Effect':'Allow','Action':'a:b','Resource':'*'}]}")]
    [InlineData("{'Version':2012,'Statement':[{'Effect':'Allow','Action':'a:b','Resource':'*'}]}")]
    [InlineData("{'version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'a:b','Resource':'*'}]}")]
    [InlineData("{'Version':'2012-10-17','statement':[{'Effect':'Allow','Action':'a:b','Resource':'*'}]}")]
    [InlineData("{'Version':'2012-10-17','Id':['x'],'Statement':[{'Effect':'Allow','Action':'a:b','Resource':'*'}]}")]
    [InlineData("{'Version':'2012-10-17','Id':{},'Statement':[{'Effect':'Allow','Action':'a:b','Resource':'*'}]}")]
    [InlineData("{'Version':'2012-10-17','Extra':'x','Statement':[{'Effect':'Allow','Action':'a:b','Resource':'*'}]}")]
    [InlineData("{'Version':'2012-10-17','Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'a:b','Resource':'*'}]}")]
    [InlineData("{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'a:b','Resource':'*'}],'Statement':[]}")]
    [InlineData("{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'a:b','Resource':'\\ud800'}]}")]
    public void Documents_that_are_none(string document) => Assert.Equal(Syntax, Engine.FaultOf(document, PolicyGrammar.Identity));

    [Fact]
    public void Half_a_character_is_no_text() =>
        Assert.Equal(Syntax, Engine.FaultOf($"{{'Statement':{{'Effect':'Allow','Action':'a:b','Resource':'*','Sid':'{(char)0xD800}'}}}}", PolicyGrammar.Resource));

    [Theory]
    [InlineData("'Action':'a:b','Resource':'*'", Syntax)]
    [InlineData("'Effect':null,'Action':'a:b','Resource':'*'", Syntax)]
    [InlineData("'Effect':'Maybe','Action':'a:b','Resource':'*'", Syntax)]
    [InlineData("'Effect':['Allow'],'Action':'a:b','Resource':'*'", Syntax)]
    [InlineData("'Effect':'allow','Action':'a:b','Resource':'*'", Legacy)]
    [InlineData("'Effect':'DENY','Action':'a:b','Resource':'*'", Legacy)]
    [InlineData("'Effect':'Allow','Effect':'Deny','Action':'a:b','Resource':'*'", Syntax)]
    [InlineData("'Effect':'Allow','Action':'a:b','Resource':'*','Extra':1", Syntax)]
    [InlineData("'Effect':'Allow','action':'a:b','Resource':'*'", Syntax)]
    [InlineData("'Effect':'Allow','Action':'a:b','Resource':'*','Conditions':{}", Syntax)]
    [InlineData("'Effect':'Allow','Action':'a:b','NotAction':'a:c','Resource':'*'", Syntax)]
    [InlineData("'Effect':'Allow','Action':[],'NotAction':'a:c','Resource':'*'", Syntax)]
    [InlineData("'Effect':'Allow','Action':'a:b','Resource':'*','NotResource':'*'", Syntax)]
    [InlineData("'Effect':'Allow','Action':'a:b','Resource':'*','NotResource':[]", Syntax)]
    [InlineData("'Effect':'Allow','Action':5,'Resource':'*'", Syntax)]
    [InlineData("'Effect':'Allow','Action':{},'Resource':'*'", Syntax)]
    [InlineData("'Effect':'Allow','Action':[[]],'Resource':'*'", Syntax)]
    [InlineData("'Effect':'Allow','Action':[null],'Resource':'*'", Syntax)]
    [InlineData("'Effect':'Allow','Action':'a:b','Resource':{'a':'b'}", Syntax)]
    [InlineData("'Effect':'Allow','Action':'a:b','Resource':['arn:aws:s3:::x',{}]", Syntax)]
    [InlineData("'Effect':'Allow','Action':'a:b','Resource':true", Syntax)]
    [InlineData("'Sid':{},'Effect':'Allow','Action':'a:b','Resource':'*'", Syntax)]
    [InlineData("'Sid':5,'Effect':'Allow','Action':'a:b','Resource':'*'", Syntax)]
    [InlineData("'Sid':'with space','Effect':'Allow','Action':'a:b','Resource':'*'", "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*")]
    [InlineData("'Effect':'Allow'", NoActions)]
    [InlineData("'Effect':'Allow','Resource':'*'", NoActions)]
    [InlineData("'Effect':'Allow','Action':[],'Resource':'*'", NoActions)]
    [InlineData("'Effect':'Allow','NotAction':[],'Resource':'*'", NoActions)]
    [InlineData("'Effect':'Allow','Action':'a:b'", NoResources)]
    [InlineData("'Effect':'Allow','Action':'a:b','Resource':[]", NoResources)]
    [InlineData("'Effect':'Allow','Action':'a:b','NotResource':[]", NoResources)]
    [InlineData("'Effect':'Allow','Principal':'*','Action':'a:b','Resource':'*'", "Policy document should not specify a principal.")]
    [InlineData("'Effect':'Deny','NotPrincipal':{'AWS':'111122223333'},'Action':'a:b','Resource':'*'", "Policy document should not specify a principal.")]
    public void Statements(string statement, string fault)
    {
        Assert.Equal(fault, Engine.FaultOf(Engine.Document(statement), PolicyGrammar.Identity));
        // In whichever place it stands.
        Assert.Equal(fault, Engine.FaultOf(Engine.Document("'Effect':'Allow','Action':'a:b','Resource':'*'", statement), PolicyGrammar.ServiceControl));
    }

    [Theory]
    [InlineData("'invalid'", NoVendor)]
    [InlineData("''", NoVendor)]
    [InlineData("'**'", NoVendor)]
    [InlineData("['ecr:PutImage','PutImage']", NoVendor)]
    [InlineData("'s3:List:Bucket'", SecondColon)]
    [InlineData("'::'", SecondColon)]
    [InlineData("'a a:b'", "Vendor a a is not valid")]
    [InlineData("'ec*:PutImage'", "Vendor ec* is not valid")]
    [InlineData("'e?r:PutImage'", "Vendor e?r is not valid")]
    [InlineData("'${x}:PutImage'", "Vendor ${x} is not valid")]
    [InlineData("'ücr:PutImage'", "Vendor ücr is not valid")]
    public void Actions(string actions, string fault)
    {
        Assert.Equal(fault, Engine.FaultOf(Engine.Document($"'Effect':'Allow','Action':{actions},'Resource':'*'"), PolicyGrammar.Identity));
        Assert.Equal(fault, Engine.FaultOf(Engine.Document($"'Effect':'Deny','NotAction':{actions},'Resource':'*'"), PolicyGrammar.Identity));
        // Before it is said that there are no resources.
        Assert.Equal(fault, Engine.FaultOf(Engine.Document($"'Effect':'Allow','Action':{actions}"), PolicyGrammar.Identity));
    }

    [Theory]
    [InlineData("invalid resource", "Resource invalid resource must be in ARN format or \"*\".")]
    [InlineData("", "Resource  must be in ARN format or \"*\".")]
    [InlineData("**", "Resource ** must be in ARN format or \"*\".")]
    [InlineData("web", "Resource web must be in ARN format or \"*\".")]
    [InlineData("a:bsdf", "Partition \"bsdf\" is not valid for resource \"arn:bsdf:*:*:*:*\".")]
    [InlineData("a:b:cad", "Partition \"b\" is not valid for resource \"arn:b:cad:*:*:*\".")]
    [InlineData("a:b:c:d:e:f:g:h", "Partition \"b\" is not valid for resource \"arn:b:c:d:e:f:g:h\".")]
    [InlineData("aws:s3:::bucket", "Partition \"s3\" is not valid for resource \"arn:s3:::bucket:*\".")]
    [InlineData("arn:error:s3:::bucket", "Partition \"error\" is not valid for resource \"arn:error:s3:::bucket\".")]
    [InlineData("nra:aws:s3:::bucket", "Resource nra:aws:s3:::bucket must be in ARN format or \"*\".")]
    [InlineData("arn:aws", ResourceVendor)]
    [InlineData("arn:aws:*:*:*:*", ResourceVendor)]
    [InlineData("arn:aws:s?:::x", ResourceVendor)]
    [InlineData("arn:aws::::x", Legacy)]
    [InlineData("arn:aws:s3::bucket", Legacy)]
    [InlineData("arn:aws::fdsasf", Legacy)]
    [InlineData("arn:aws:iam:us-east-1::user/x", "IAM resource arn:aws:iam:us-east-1::user/x cannot contain region information.")]
    [InlineData("arn:aws:iam:::bucket", "IAM resource path must either be \"*\" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.")]
    [InlineData("arn:aws:ecr:eu-west-1:111122223333:repository/${aws:username", Syntax)]
    [InlineData("arn:aws:ecr:eu-west-1:111122223333:repository/${}", Syntax)]
    [InlineData("arn:aws:ecr:eu-west-1:111122223333:repository/${aws:username, none}", Syntax)]
    [InlineData("arn:aws:ecr:eu-west-1:111122223333:repository/\uFFFF", Syntax)]
    public void Resources(string resource, string fault)
    {
        Assert.Equal(fault, Engine.FaultOf(Engine.Document($"'Effect':'Allow','Action':'a:b','Resource':'{resource}'"), PolicyGrammar.Identity));
        Assert.Equal(fault, Engine.FaultOf(Engine.Document($"'Effect':'Deny','Action':'a:b','NotResource':['{resource}']"), PolicyGrammar.Identity));
    }

    [Theory]
    [InlineData("[]", Syntax)]
    [InlineData("'a'", Syntax)]
    [InlineData("{'a':'b'}", Syntax)]
    [InlineData("{'StringEquals':'b'}", Syntax)]
    [InlineData("{'StringEquals':[]}", Syntax)]
    [InlineData("{'StringEquals':{'a':{}}}", Syntax)]
    [InlineData("{'StringEquals':{'a':[['b']]}}", Syntax)]
    [InlineData("{'StringEquals':{'a':null}}", Syntax)]
    [InlineData("{'StringEquals':{'a':'1','a':'2'}}", Syntax)]
    [InlineData("{'StringEquals':{'a':'1'},'StringEquals':{'b':'2'}}", Syntax)]
    [InlineData("[{'StringEquals':{'a':'1'}}]", Syntax)]
    [InlineData("{'x':{'a':'1'}}", Syntax)]
    [InlineData("{'stringequals':{'a':'1'}}", Syntax)]
    [InlineData("{'StringContains':{'a':'1'}}", Syntax)]
    [InlineData("{'ForAnyValue::StringEquals':{'a':'1'}}", Syntax)]
    [InlineData("{'ForEachValue:StringEquals':{'a':'1'}}", Syntax)]
    [InlineData("{'StringEqualsIfexists':{'a':'1'}}", Syntax)]
    [InlineData("{'NullIfExists':{'a':'true'}}", Syntax)]
    [InlineData("{'Null':{'a':'yes'}}", Syntax)]
    [InlineData("{'Bool':{'a':'yes'}}", Syntax)]
    [InlineData("{'Bool':{'a':'${aws:SecureTransport}'}}", Syntax)]
    [InlineData("{'NumericEquals':{'a':'five'}}", Syntax)]
    [InlineData("{'NumericEquals':{'a':'${aws:EpochTime}'}}", Syntax)]
    [InlineData("{'IpAddress':{'a':'10.0.0.0/33'}}", Syntax)]
    [InlineData("{'IpAddress':{'a':'10.0.0'}}", Syntax)]
    [InlineData("{'IpAddress':{'a':'${aws:SourceIp}'}}", Syntax)]
    [InlineData("{'NotIpAddress':{'a':'everywhere'}}", Syntax)]
    [InlineData("{'IpAddress':{'a':'2001:db8::/129'}}", Syntax)]
    [InlineData("{'IpAddress':{'a':'10.0.0.0/-1'}}", Syntax)]
    [InlineData("{'IpAddress':{'a':'fe80::1%eth0'}}", Syntax)]
    [InlineData("{'BinaryEquals':{'a':'QQ='}}", Syntax)]
    [InlineData("{'StringLike':{'a':'${aws:username'}}", Syntax)]
    [InlineData("{'slipway:StringMatches':{'a':'('}}", Syntax)]
    [InlineData("{'slipway:StringMatches':{'a':'a)|(?:b'}}", Syntax)]
    [InlineData("{'slipway:StringMatches':{'a':'(a)\\\\1'}}", Syntax)]
    [InlineData("{'slipway:StringMatches':{'a':'(?=a)'}}", Syntax)]
    [InlineData("{'slipway:StringNotMatches':{'a':'[a'}}", Syntax)]
    [InlineData("{'slipway:StringMatches':{'a':'((a{1,99}){1,99}){1,99}'}}", Syntax)]
    [InlineData("{'DateGreaterThan':{'a':'sdfdsf'}}", Legacy)]
    [InlineData("{'DateLessThanEquals':{'a':'234-13'}}", Legacy)]
    [InlineData("{'DateLessThanEquals':{'a':'2016-12-13t2:00:00.593194+1'}}", Legacy)]
    [InlineData("{'DateLessThanEquals':{'a':'2026-02-30'}}", Legacy)]
    [InlineData("{'DateLessThan':{'a':['2026','later']}}", Legacy)]
    public void Conditions(string conditions, string fault) =>
        Assert.Equal(fault, Engine.FaultOf(Engine.Document($"'Effect':'Allow','Action':'a:b','Resource':'*','Condition':{conditions}"), PolicyGrammar.Identity));

    [Fact]
    public void A_regular_expression_has_at_most_256_characters()
    {
        static string Document(int length) => Engine.Document($"'Effect':'Allow','Action':'a:b','Resource':'*','Condition':{{'slipway:StringMatches':{{'a':'{new string('x', length)}'}}}}");
        Engine.Parse(Document(256), PolicyGrammar.Identity);
        Assert.Equal(Syntax, Engine.FaultOf(Document(257), PolicyGrammar.Identity));
    }

    [Fact]
    public void A_document_has_at_most_131072_characters()
    {
        var document = Engine.Document("'Effect':'Allow','Action':'a:b','Resource':'*'");
        Engine.Parse(document.PadRight(131_072), PolicyGrammar.Identity);
        Assert.Equal(Syntax, Engine.FaultOf(document.PadRight(131_073), PolicyGrammar.Identity));
    }

    [Fact]
    public void Ids_of_statements_are_unique()
    {
        const string Statement = "'Sid':'one','Effect':'Allow','Action':'a:b','Resource':'*'";
        Assert.Equal(NotUnique, Engine.FaultOf(Engine.Document(Statement, Statement), PolicyGrammar.Identity));
        Engine.Parse(Engine.Document(Statement, Statement.Replace("one", "One", StringComparison.Ordinal)), PolicyGrammar.Identity);
        Engine.Parse(Engine.Document(Statement.Replace("one", "", StringComparison.Ordinal), Statement.Replace("one", "", StringComparison.Ordinal)), PolicyGrammar.Identity);
    }

    [Fact]
    public void Managed_policies_are_of_2012()
    {
        const string Statement = "'Statement':{'Effect':'Allow','Action':'a:b','Resource':'*'}";
        foreach (var version in (string[])["", "'Version':'2008-10-17',"])
        {
            Engine.Parse($"{{{version}{Statement}}}", PolicyGrammar.Identity);
            Assert.Equal("Policy document must be version 2012-10-17 or greater.", Engine.FaultOf($"{{{version}{Statement}}}", PolicyGrammar.Managed));
        }

        Engine.Parse($"{{'Version':'2012-10-17',{Statement}}}", PolicyGrammar.Managed);
    }

    [Theory]
    [InlineData("'Effect':'Allow','Action':'sts:AssumeRole'", "Missing required field Principal")]
    [InlineData("'Effect':'Allow','NotPrincipal':{'AWS':'111122223333'},'Action':'sts:AssumeRole'", "Has prohibited field NotPrincipal")]
    [InlineData("'Effect':'Allow','Principal':{'AWS':'111122223333'},'Action':'sts:AssumeRole','Resource':'*'", "Has prohibited field Resource")]
    [InlineData("'Effect':'Allow','Principal':{'AWS':'111122223333'},'Action':'sts:AssumeRole','NotResource':'*'", "Has prohibited field NotResource")]
    [InlineData("'Effect':'Allow','Principal':{'AWS':'111122223333'},'Action':'*'", NotAssumeRole)]
    [InlineData("'Effect':'Allow','Principal':{'AWS':'111122223333'},'Action':['sts:AssumeRole','s3:GetObject']", NotAssumeRole)]
    [InlineData("'Effect':'Allow','Principal':{'AWS':'111122223333'},'Action':'*:AssumeRole'", NotAssumeRole)]
    [InlineData("'Effect':'Deny','Principal':{'AWS':'111122223333'},'NotAction':'sts:AssumeRole'", NotAssumeRole)]
    [InlineData("'Effect':'Allow','Principal':{'AWS':'111122223333'}", NoActions)]
    [InlineData("'Effect':'Allow','Principal':{'AWS':'111122223333'},'Action':'AssumeRole'", NoVendor)]
    public void Trust_policies(string statement, string fault) => Assert.Equal(fault, Engine.FaultOf(Engine.Document(statement), PolicyGrammar.Trust));

    [Fact]
    public void A_trust_policy_that_is_not_JSON() => Assert.Equal("This policy contains invalid Json", Engine.FaultOf("trust.json", PolicyGrammar.Trust));

    [Theory]
    [InlineData("'x'", Syntax)]
    [InlineData("'arn:aws:iam::111122223333:root'", Syntax)]
    [InlineData("[]", Syntax)]
    [InlineData("{}", Syntax)]
    [InlineData("{'AWS':[]}", Syntax)]
    [InlineData("{'AWS':{}}", Syntax)]
    [InlineData("{'aws':'111122223333'}", Syntax)]
    [InlineData("{'*':'*'}", Syntax)]
    [InlineData("{'AWS':''}", "Invalid principal in policy: \"AWS\":\"\"")]
    [InlineData("{'AWS':'11112222333'}", "Invalid principal in policy: \"AWS\":\"11112222333\"")]
    [InlineData("{'AWS':1.2e11}", "Invalid principal in policy: \"AWS\":\"1.2e11\"")]
    [InlineData("{'AWS':true}", "Invalid principal in policy: \"AWS\":\"true\"")]
    [InlineData("{'AWS':'alice'}", "Invalid principal in policy: \"AWS\":\"alice\"")]
    [InlineData("{'AWS':'arn:aws:iam::111122223333:user/*'}", "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111122223333:user/*\"")]
    [InlineData("{'AWS':'arn:aws:iam::111122223333:role/ci-?'}", "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111122223333:role/ci-?\"")]
    [InlineData("{'AWS':'arn:aws:iam::*:root'}", "Invalid principal in policy: \"AWS\":\"arn:aws:iam::*:root\"")]
    [InlineData("{'AWS':'arn:aws:iam::111122223333:*'}", "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111122223333:*\"")]
    [InlineData("{'AWS':'arn:aws:iam::111122223333:group/devs'}", "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111122223333:group/devs\"")]
    [InlineData("{'AWS':'arn:aws:sts::111122223333:assumed-role/deploy/*'}", "Invalid principal in policy: \"AWS\":\"arn:aws:sts::111122223333:assumed-role/deploy/*\"")]
    [InlineData("{'AWS':'arn:aws:sts::111122223333:assumed-role/deploy'}", "Invalid principal in policy: \"AWS\":\"arn:aws:sts::111122223333:assumed-role/deploy\"")]
    [InlineData("{'AWS':'AGPAGROUP000000000001'}", "Invalid principal in policy: \"AWS\":\"AGPAGROUP000000000001\"")]
    [InlineData("{'AWS':['111122223333','bob']}", "Invalid principal in policy: \"AWS\":\"bob\"")]
    [InlineData("{'Service':'*'}", "Invalid principal in policy: \"SERVICE\":\"*\"")]
    [InlineData("{'Service':'ecs'}", "Invalid principal in policy: \"SERVICE\":\"ecs\"")]
    [InlineData("{'Federated':'*'}", "Invalid principal in policy: \"FEDERATED\":\"*\"")]
    public void Principals(string principal, string fault)
    {
        Assert.Equal(fault, Engine.FaultOf(Engine.Document($"'Effect':'Allow','Principal':{principal},'Action':'sts:AssumeRole'"), PolicyGrammar.Trust));
        Assert.Equal(fault, Engine.FaultOf(Engine.Document($"'Effect':'Deny','NotPrincipal':{principal},'Action':'ecr:PutImage'"), PolicyGrammar.Resource));
    }

    [Theory]
    [InlineData("'Effect':'Allow','Action':'ecr:PutImage'", "Missing required field Principal")]
    [InlineData("'Effect':'Allow','NotPrincipal':{'AWS':'111122223333'},'Action':'ecr:PutImage'", Syntax)]
    [InlineData("'Effect':'Allow','Principal':'*','NotPrincipal':'*','Action':'ecr:PutImage'", Syntax)]
    [InlineData("'Effect':'Allow','Principal':'*','Action':'ecr:PutImage','Resource':[]", NoResources)]
    public void Policies_on_resources(string statement, string fault) => Assert.Equal(fault, Engine.FaultOf(Engine.Document(statement), PolicyGrammar.Resource));

    [Fact]
    public void In_a_policy_on_a_resource_ids_may_be_any_text() =>
        Assert.Equal("new statement #1", Engine.Parse(Engine.Document("'Sid':'new statement #1','Effect':'Allow','Principal':'*','Action':'ecr:PutImage'"), PolicyGrammar.Resource).Statements[0].Sid);
}

using System.Net;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;

namespace Slipway.Tests.Attacks;

/// <summary>Other spellings of an ARN do not lead past a denial of the one that is meant.</summary>
public sealed class MisspeltArnTests : IAsyncDisposable
{
    private const string Own = "arn:aws:ecr:us-east-1:000000000000:repository/team/secret";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData(Own)]
    [InlineData("arn:aws-cn:ecr:us-east-1:000000000000:repository/team/secret")]
    [InlineData("arn:x:ecr:us-east-1:000000000000:repository/team/secret")]
    [InlineData("arn:*:ecr:us-east-1:000000000000:repository/team/secret")]
    [InlineData("arn:AWS:ecr:us-east-1:000000000000:repository/team/secret")]
    [InlineData("arn:aws:ECR:us-east-1:000000000000:repository/team/secret")]
    [InlineData("arn:aws:ecr:US-EAST-1:000000000000:repository/team/secret")]
    [InlineData("arn:aws:ecr::000000000000:repository/team/secret")]
    [InlineData("arn:aws:ecr:us-east-1::repository/team/secret")]
    [InlineData("arn:aws:ecr:us-east-1:000000000000:repository//team/secret")]
    [InlineData("arn:aws:ecr:us-east-1:000000000000:repository/team/secret/")]
    [InlineData("arn:aws:ecr:us-east-1:000000000000:repository/team/own/../secret")]
    [InlineData(" arn:aws:ecr:us-east-1:000000000000:repository/team/secret")]
    [InlineData("arn:aws:ecr:us-east-1:000000000000:repository/team/secret\\u0000")]
    public async Task Tags_of_a_repository(string arn)
    {
        (await app.Ecr("CreateRepository", """{"repositoryName":"team/secret","tags":[{"Key":"team","Value":"red"}]}""")).Expect(HttpStatusCode.OK);
        var mallory = await app.GivenUserWith("mallory", Attacker.Document(Attacker.Statement("Allow", "ecr:*", "*"), Attacker.Statement("Deny", "ecr:*", Own)));
        foreach (var (operation, more) in new[] { ("ListTagsForResource", ""), ("TagResource", ""","tags":[{"Key":"team","Value":"blue"}]"""), ("UntagResource", ""","tagKeys":["team"]""") })
            Assert.Equal(400, (await app.Ecr(operation, $$"""{"resourceArn":"{{arn}}"{{more}}}""", mallory, SlipwayApp.Region)).Status);
        Assert.Equal("red", (await app.Ecr("ListTagsForResource", $$"""{"resourceArn":"{{Own}}"}""")).Expect(HttpStatusCode.OK)["tags.0.Value"].GetString());
    }

    [Theory]
    [InlineData("arn:aws:iam::000000000000:user/staff/alice")]
    [InlineData("arn:aws:iam::000000000000:user/alice")]
    [InlineData("arn:aws:iam::000000000000:user/ALICE")]
    [InlineData("arn:aws:iam::000000000000:user/staff/Alice")]
    [InlineData("arn:aws:iam::000000000000:user/bots/alice")]
    [InlineData("arn:aws:iam::000000000000:user//alice")]
    [InlineData("arn:aws:iam::000000000000:user/bots/../staff/alice")]
    [InlineData("arn:aws-cn:iam::000000000000:user/staff/alice")]
    [InlineData("arn:aws:iam:us-east-1:000000000000:user/staff/alice")]
    public async Task Reports_about_a_user(string arn)
    {
        (await app.Iam("CreateUser", "UserName=alice", "Path=/staff/")).Expect(HttpStatusCode.OK);
        var mallory = await app.GivenUserWith("mallory", Attacker.Document(
            Attacker.Statement("Allow", "iam:*", "*"), Attacker.Statement("Deny", "iam:*", "arn:aws:iam::000000000000:user/staff/alice")));
        var subject = AwsCalls.Form("Arn", arn);
        var source = AwsCalls.Form("PolicySourceArn", arn);
        foreach (var (operation, parameters) in new (string, string[])[]
        {
            ("SimulatePrincipalPolicy", [source, "ActionNames.member.1=ecr:PutImage"]), ("GetContextKeysForPrincipalPolicy", [source]),
            ("GenerateServiceLastAccessedDetails", [subject]), ("ListPoliciesGrantingServiceAccess", [subject, "ServiceNamespaces.member.1=ecr"]),
        })
        {
            (await app.Iam(mallory, operation, parameters)).IsRefused(
                403, "AccessDenied",
                $"User: {StsCalls.UserArn("mallory")} is not authorized to perform: iam:{operation} on resource: arn:aws:iam::000000000000:user/staff/alice with an explicit deny in an identity-based policy");
        }
    }

    [Fact]
    public async Task A_kind_without_a_name_names_nobody()
    {
        (await app.Iam("CreateUser", "UserName=user")).Expect(HttpStatusCode.OK);
        var mallory = await app.GivenUserWith("mallory", Attacker.Document(Attacker.Statement("Allow", "iam:*", "*"), Attacker.Statement("Deny", "iam:*", StsCalls.UserArn("user"))));
        Assert.NotEqual(200, (await app.Iam(mallory, "GenerateServiceLastAccessedDetails", "Arn=arn:aws:iam::000000000000:user")).Status);
    }
}

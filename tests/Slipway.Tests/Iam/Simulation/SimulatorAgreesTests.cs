using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Iam.Simulation.Simulations;

namespace Slipway.Tests.Iam.Simulation;

/// <summary>What the simulator says is what happens: random policies, each tried both ways.</summary>
public sealed class SimulatorAgreesTests : IAsyncDisposable
{
    private const int Rounds = 60;

    private static readonly string[] Repositories = ["team/web", "team/api"];

    private static readonly string[] Operations = ["ListImages", "DescribeRepositories", "DescribeImages", "ListTagsForResource"];

    private static readonly string[] ActionPatterns = ["*", "ecr:*", "ecr:List*", "ECR:listimages", "ecr:Describe?epositories", "ecr:DescribeImages", "ecr:*Tags*", "iam:*"];

    private static readonly string[] ResourcePatterns =
    [
        "*", "arn:aws:ecr:*:*:repository/*", "arn:aws:ecr:us-east-1:000000000000:repository/team/web", "arn:aws:ecr:*:000000000000:repository/*/api",
        "arn:aws:ecr:*:*:repository/${aws:PrincipalTag/team}/${aws:username}", "arn:aws:ecr:eu-*:*:repository/*", "arn:aws:ecr:*:111111111111:repository/*",
    ];

    private static readonly string[] Conditions =
    [
        "", "", "", ""","Condition":{"StringEquals":{"aws:username":"web"}}""", ""","Condition":{"StringNotEquals":{"aws:ResourceTag/stage":"dev"}}""",
        ""","Condition":{"StringLikeIfExists":{"ecr:ResourceTag/Stage":"d*"}}""", ""","Condition":{"Null":{"aws:ResourceTag/stage":"true"}}""",
        ""","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["a"]},"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/w*"}}""",
    ];

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task With_the_authorizer_whatever_the_policies(int seed)
    {
        var random = new Random(seed);
        var key = await GivenWebAsync();
        HashSet<string> decisions = [];
        for (var round = 0; round < Rounds; round++)
        {
            var (own, shared) = (Document(random), Document(random));
            await app.PutInline("User", "web", "own", own);
            await app.PutInline("Group", "team", "shared", shared);
            foreach (var repository in Repositories)
            {
                foreach (var operation in Operations)
                {
                    var simulated = await SimulateAsync(operation, repository);
                    var isServed = await IsServedAsync(key, operation, repository);
                    Assert.True(isServed == (simulated == "allowed"), $"{operation} on {repository}: {(isServed ? "served" : "refused")}, but {simulated}, by {own} and {shared}");
                    decisions.Add(simulated);
                }
            }
        }

        Assert.Equal(["allowed", "explicitDeny", "implicitDeny"], decisions.Order(StringComparer.Ordinal));
    }

    private static string Document(Random random)
    {
        string Any(string[] pool) => pool[random.Next(pool.Length)];
        return Policy([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
            $$"""{"Effect":"{{(random.Next(4) == 0 ? "Deny" : "Allow")}}","{{(random.Next(8) == 0 ? "NotAction" : "Action")}}":"{{Any(ActionPatterns)}}","{{(random.Next(8) == 0 ? "NotResource" : "Resource")}}":"{{Any(ResourcePatterns)}}"{{Any(Conditions)}}}""")]);
    }

    private static string ArnOf(string repository) => $"arn:aws:ecr:us-east-1:000000000000:repository/{repository}";

    private async Task<AwsKey> GivenWebAsync()
    {
        (await app.Iam("CreateUser", "UserName=web", "Tags.member.1.Key=team", "Tags.member.1.Value=team")).Expect(HttpStatusCode.OK);
        await app.GivenHolder("Group", "team");
        (await app.Iam("AddUserToGroup", "UserName=web", "GroupName=team")).Expect(HttpStatusCode.OK);
        foreach (var repository in Repositories) await app.CreateRepository(repository);
        (await app.Ecr("TagResource", $$"""{"resourceArn":"{{ArnOf("team/api")}}","tags":[{"Key":"stage","Value":"dev"}]}""")).Expect(HttpStatusCode.OK);
        var made = (await app.Iam("CreateAccessKey", "UserName=web")).Expect(HttpStatusCode.OK);
        return new(made.Find("AccessKeyId")!, made.Find("SecretAccessKey")!, null);
    }

    private async Task<string> SimulateAsync(string operation, string repository) => (await app.SimulatePrincipal(
        "arn:aws:iam::000000000000:user/web", List("ActionNames", $"ecr:{operation}"), List("ResourceArns", ArnOf(repository)),
        repository == "team/api" ? [.. Context(1, "aws:ResourceTag/stage", "string", "dev"), .. Context(2, "ecr:ResourceTag/stage", "string", "dev")] : [])).Decision();

    private async Task<bool> IsServedAsync(AwsKey key, string operation, string repository)
    {
        var answer = await app.Ecr(
            operation,
            operation switch
            {
                "ListTagsForResource" => $$"""{"resourceArn":"{{ArnOf(repository)}}"}""",
                "DescribeRepositories" => $$"""{"repositoryNames":["{{repository}}"]}""",
                _ => $$"""{"repositoryName":"{{repository}}"}""",
            },
            key,
            SlipwayApp.Region);
        Assert.True(answer.Status == 200 || answer.Error == "AccessDeniedException", answer.Body);
        return answer.Status == 200;
    }
}

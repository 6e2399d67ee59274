using System.Net;
using System.Text.RegularExpressions;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Account;

public sealed class GetAccountAuthorizationDetailsTests : IAsyncDisposable
{
    private const string Trust = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}}""";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Everything_that_gives_permissions_is_told()
    {
        await GivenAllAsync();
        var answer = (await app.Iam("GetAccountAuthorizationDetails")).Expect(HttpStatusCode.OK);
        Golden.Matches(Regex.Replace(answer.Body, "<RequestId>.*?</RequestId>", "<RequestId/>"), "all");
    }

    [Theory]
    [InlineData("User", "admin,alice")]
    [InlineData("Group", "devs")]
    [InlineData("Role", "ci")]
    [InlineData("LocalManagedPolicy", "Push")]
    [InlineData("AWSManagedPolicy", "AdministratorAccess")]
    public async Task Only_what_is_asked_for_is_told(string filter, string names)
    {
        await GivenAllAsync();
        var answer = await app.Iam("GetAccountAuthorizationDetails", $"Filter.member.1={filter}");
        var element = filter switch { "User" => "UserName", "Group" => "GroupName", "Role" => "RoleName", _ => "PolicyId" };
        Assert.Equal(names.Split(',').Length, answer.Texts(element).Length);
        Assert.All(names.Split(','), name => Assert.Contains($">{name}<", answer.Body, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Pages_go_on_from_one_kind_to_the_next(int size)
    {
        await GivenAllAsync();
        var pages = await app.Pages("GetAccountAuthorizationDetails", "CreateDate", $"MaxItems={size}", "Filter.member.1=User", "Filter.member.2=Group", "Filter.member.3=Role");
        Assert.All(pages, page => Assert.InRange(page.Length, 0, size));
        Assert.Equal(4, pages.Sum(page => page.Length));
    }

    private async Task GivenAllAsync()
    {
        (await app.Iam("CreateUser", "UserName=alice", "Path=/staff/", "Tags.member.1.Key=team", "Tags.member.1.Value=web")).Expect(HttpStatusCode.OK);
        await app.GivenHolder("Group", "devs");
        (await app.Iam("AddUserToGroup", "UserName=alice", "GroupName=devs")).Expect(HttpStatusCode.OK);
        (await app.Iam("CreateRole", "RoleName=ci", AwsCalls.Form("AssumeRolePolicyDocument", Trust))).Expect(HttpStatusCode.OK);
        await app.PutInline("User", "alice", "own", PolicyCalls.Allow("ecr:PutImage"));
        await app.Attach("Group", "devs", await app.GivenPolicy("Push"));
    }
}

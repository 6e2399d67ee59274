using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Policies;

public sealed class GetPolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_policy_counts_who_uses_it()
    {
        var arn = await app.GivenPolicy("Push");
        await app.GivenHolder("User", "alice");
        await app.GivenHolder("Group", "staff");
        await app.Attach("User", "alice", arn);
        await app.Attach("Group", "staff", arn);
        await app.Iam("CreateUser", "UserName=bob", $"PermissionsBoundary={arn}");

        var answer = await app.Iam("GetPolicy", $"PolicyArn={arn}");
        Assert.Equal(("2", "1"), (answer.Find("AttachmentCount"), answer.Find("PermissionsBoundaryUsageCount")));
    }

    [Fact]
    public async Task A_new_version_updates_a_policy()
    {
        var arn = await app.GivenPolicy("Push");
        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.AddVersion(arn, PolicyCalls.Allow("ecr:*"), isDefault: true);

        var answer = await app.Iam("GetPolicy", $"PolicyArn={arn}");
        Assert.Equal("v2", answer.Find("DefaultVersionId"));
        Assert.Equal(TimeSpan.FromHours(1), DateTimeOffset.Parse(answer.Find("UpdateDate")!, null) - DateTimeOffset.Parse(answer.Find("CreateDate")!, null));
    }

    [Fact]
    public async Task AWS_s_policies_are_there_with_the_account_s_own_use_of_them()
    {
        await app.GivenHolder("User", "alice");
        await app.Attach("User", "alice", PolicyCalls.Aws);

        var answer = await app.Iam("GetPolicy", $"PolicyArn={PolicyCalls.Aws}");
        Assert.Equal("AmazonEC2ContainerRegistryReadOnly", answer.Find("PolicyName"));
        Assert.Equal(("v3", "1", "true"), (answer.Find("DefaultVersionId"), answer.Find("AttachmentCount"), answer.Find("IsAttachable")));
        Assert.Equal("2015-12-21T17:04:15Z", answer.Find("CreateDate"));

        var service = await app.Iam("GetPolicy", "PolicyArn=arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy");
        Assert.Equal("/service-role/", service.Find("Path"));
    }

    [Theory]
    [InlineData("arn:aws:iam::000000000000:policy/None")]
    [InlineData("arn:aws:iam::aws:policy/None12345678")]
    public async Task What_is_not_there_is_not_found(string arn) =>
        (await app.Iam("GetPolicy", $"PolicyArn={arn}")).IsRefused(404, "NoSuchEntity", $"Policy {arn} was not found.");

    [Theory]
    [InlineData("arn:aws:iam::000000000000:user/alice")]
    [InlineData("arn:aws:iam::000000000000:policy/")]
    [InlineData("arn:aws:s3::000000000000:policy/Push")]
    [InlineData("arn:aws:iam:us-east-1:000000000000:policy/Push")]
    [InlineData("AdministratorAccess-by-name")]
    public async Task An_ARN_must_be_one_of_a_policy(string arn) =>
        (await app.Iam("GetPolicy", $"PolicyArn={arn}")).IsRefused(400, "ValidationError", $"ARN {arn} is not valid.");
}

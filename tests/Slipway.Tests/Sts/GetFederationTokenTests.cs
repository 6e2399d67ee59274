using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Sts;

public sealed class GetFederationTokenTests : IAsyncDisposable
{
    private const string Bob = "arn:aws:sts::000000000000:federated-user/bob";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_federated_user_may_what_both_user_and_policy_allow()
    {
        var key = await app.GivenUserWith("broker", StsCalls.Document(
            StsCalls.Statement("Allow", "sts:GetFederationToken", Bob) + "," + StsCalls.Statement("Allow", "ecr:Describe*", "*")));
        var answer = (await app.Sts(key, "GetFederationToken", "Name=bob", Form("Policy", StsCalls.Allow("ecr:*", "*")))).Expect(HttpStatusCode.OK);
        Assert.Equal(("000000000000:bob", Bob, "2026-03-02T00:00:00Z"), (answer.Find("FederatedUserId"), answer.Find("Arn"), answer.Find("Expiration")));
        Assert.InRange(int.Parse(answer.Find("PackedPolicySize")!, null), 1, 10);
        var bob = answer.KeyPair();
        Assert.Equal(Bob, await app.WhoIs(bob));
        Assert.Equal("000000000000:bob", (await app.Sts(bob, "GetCallerIdentity")).Find("UserId"));
        (await app.Ecr("DescribeRepositories", "{}", bob, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        var refused = await app.Ecr("CreateRepository", """{"repositoryName":"web"}""", bob, SlipwayApp.Region);
        Assert.Equal("AccessDeniedException", refused.Error);
        Assert.StartsWith($"User: {Bob} is not authorized to perform: ecr:CreateRepository", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_policy_nothing_is_allowed()
    {
        var answer = (await app.Sts(AwsKey.Admin, "GetFederationToken", "Name=bob")).Expect(HttpStatusCode.OK);
        Assert.Null(answer.Find("PackedPolicySize"));
        Assert.Equal("AccessDeniedException", (await app.Ecr("DescribeRepositories", "{}", answer.KeyPair(), SlipwayApp.Region)).Error);
    }

    [Fact]
    public async Task A_managed_policy_limits_as_well()
    {
        var bob = (await app.Sts(AwsKey.Admin, "GetFederationToken", "Name=bob", Form("PolicyArns.member.1.arn", "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly")))
            .Expect(HttpStatusCode.OK).KeyPair();
        (await app.Ecr("DescribeRepositories", "{}", bob, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        Assert.Equal("AccessDeniedException", (await app.Ecr("CreateRepository", """{"repositoryName":"web"}""", bob, SlipwayApp.Region)).Error);
    }

    [Fact]
    public async Task It_never_calls_IAM_or_STS()
    {
        var bob = (await app.Sts(AwsKey.Admin, "GetFederationToken", "Name=bob", Form("Policy", StsCalls.Allow("*", "*")))).KeyPair();
        Assert.Equal("AccessDenied", (await app.Iam(bob, "ListUsers")).Error);
        Assert.Equal("AccessDenied", (await app.Sts(bob, "GetFederationToken", "Name=eve")).Error);
        await app.GivenRole("target", StsCalls.Trust("\"*\"", "{}"));
        Assert.Equal("AccessDenied", (await app.Assume(bob, "target", "s1")).Error);
    }

    [Fact]
    public async Task It_ends_with_its_users_key()
    {
        var key = await app.GivenAssumer("broker");
        var bob = (await app.Sts(key, "GetFederationToken", "Name=bob")).KeyPair();
        (await app.Iam("DeleteAccessKey", "UserName=broker", $"AccessKeyId={key.AccessKeyId}")).Expect(HttpStatusCode.OK);
        Assert.Equal("InvalidClientTokenId", (await app.Sts(bob, "GetCallerIdentity")).Error);
    }

    [Fact]
    public async Task Tags_need_a_permission_of_their_own()
    {
        var key = await app.GivenUserWith("broker", StsCalls.Allow("sts:GetFederationToken", Bob));
        var refused = await app.Sts(key, "GetFederationToken", "Name=bob", "Tags.member.1.Key=team", "Tags.member.1.Value=web");
        Assert.StartsWith($"User: {StsCalls.UserArn("broker")} is not authorized to perform: sts:TagSession on resource: {Bob}", refused.Message, StringComparison.Ordinal);
        (await app.Sts(AwsKey.Admin, "GetFederationToken", "Name=bob", "Tags.member.1.Key=team", "Tags.member.1.Value=web")).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Name=b", "Value 'b' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 2")]
    [InlineData("Name=b%C3%B6b", @"Value 'böb' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]*")]
    public async Task A_name_is_a_name(string name, string violation) =>
        (await app.Sts(AwsKey.Admin, "GetFederationToken", name)).IsRefused("ValidationError", $"1 validation error detected: {violation}");
}

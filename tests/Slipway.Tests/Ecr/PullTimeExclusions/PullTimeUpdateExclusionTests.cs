using System.Net;
using Slipway.Tests.Attacks;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.PullTimeExclusions;

/// <summary>RegisterPullTimeUpdateExclusion, DeregisterPullTimeUpdateExclusion and ListPullTimeUpdateExclusions.</summary>
public sealed class PullTimeUpdateExclusionTests : IAsyncDisposable
{
    private const string Scanner = "arn:aws:iam::000000000000:user/scanner";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task What_was_registered_is_listed_until_it_is_deregistered()
    {
        var registered = (await Register(Scanner)).Expect(HttpStatusCode.OK);
        Assert.Equal(Scanner, registered["principalArn"].GetString());
        Assert.Equal(app.Clock.GetUtcNow().ToUnixTimeSeconds(), registered["createdAt"].GetDouble());
        (await Register(Scanner)).IsRefused(
            "ExclusionAlreadyExistsException",
            $"The pull time update exclusion for the principal '{Scanner}' already exists in the registry with id '000000000000'");
        await app.Restart();
        Assert.Equal($$"""{"pullTimeUpdateExclusions":["{{Scanner}}"]}""", (await List("{}")).Expect(HttpStatusCode.OK).Body);
        Assert.Empty((await app.Ecr("ListPullTimeUpdateExclusions", "{}", AwsKey.Admin, "eu-west-1"))["pullTimeUpdateExclusions"].EnumerateArray());

        Assert.Equal($$"""{"principalArn":"{{Scanner}}"}""", (await Deregister(Scanner)).Expect(HttpStatusCode.OK).Body);
        (await Deregister(Scanner)).IsRefused(
            "ExclusionNotFoundException",
            $"The pull time update exclusion for the principal '{Scanner}' does not exist in the registry with id '000000000000'");
        Assert.Equal("""{"pullTimeUpdateExclusions":[]}""", (await List("{}")).Body);
    }

    [Fact]
    public async Task A_registry_has_at_most_a_hundred_and_lists_them_in_pages()
    {
        for (var i = 0; i < 100; i++) (await Register($"{Scanner}-{i:00}")).Expect(HttpStatusCode.OK);
        (await Register(Scanner)).IsRefused(
            "LimitExceededException", "The registry with id '000000000000' cannot have more than 100 pull time update exclusions");
        (await app.Ecr("RegisterPullTimeUpdateExclusion", $$"""{"principalArn":"{{Scanner}}"}""", AwsKey.Admin, "eu-west-1")).Expect(HttpStatusCode.OK);
        var first = await List("""{"maxResults":60}""");
        var second = await List($$"""{"maxResults":60,"nextToken":"{{first["nextToken"].GetString()}}"}""");
        Assert.Equal(
            Enumerable.Range(0, 100).Select(i => $"{Scanner}-{i:00}"),
            [.. first["pullTimeUpdateExclusions"].EnumerateArray().Select(arn => arn.GetString()!), .. second["pullTimeUpdateExclusions"].EnumerateArray().Select(arn => arn.GetString()!)]);
        Assert.False(second.Json.TryGetProperty("nextToken", out _));
        (await List("""{"nextToken":"nonsense"}""")).IsInvalid("nextToken", "Invalid token");
    }

    [Theory]
    [InlineData("arn:aws:iam::000000000000:root")]
    [InlineData("arn:aws:iam::000000000000:group/x")]
    [InlineData("arn:aws:sts::000000000000:assumed-role/x/y")]
    [InlineData("scanner")]
    public async Task Only_users_and_roles_can_be_excluded(string arn) =>
        Assert.Equal("InvalidParameterException", (await Register(arn)).Error);

    [Fact]
    public async Task Pulls_of_an_excluded_user_leave_the_time_alone_on_both_ways()
    {
        await app.CreateRepository("team/web");
        await app.PushImage("team/web", "v1", 1);
        var key = await app.GivenUserWith("scanner", StsCalls.Allow("ecr:*", "*"));
        await PullAsync(key);
        var counted = await LastPullAsync();
        Assert.Equal(app.Clock.GetUtcNow().ToUnixTimeSeconds(), counted);

        (await Register(Scanner)).Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await PullAsync(key);
        Assert.Equal(counted, await LastPullAsync());
        await app.Restart();
        await PullAsync(key);
        Assert.Equal(counted, await LastPullAsync());

        (await Deregister(Scanner)).Expect(HttpStatusCode.OK);
        await PullAsync(key);
        Assert.Equal(app.Clock.GetUtcNow().ToUnixTimeSeconds(), await LastPullAsync());
    }

    [Fact]
    public async Task A_session_counts_as_its_role_whatever_path_that_has()
    {
        await app.CreateRepository("team/web");
        await app.PushImage("team/web", "v1", 1);
        (await app.Iam("CreateRole", "RoleName=scan", "Path=/tools/", AwsCalls.Form("AssumeRolePolicyDocument", StsCalls.Trust(StsCalls.Everybody, "{}")))).Expect(HttpStatusCode.OK);
        await app.GivenRolePolicy("scan", StsCalls.Allow("ecr:*", "*"));
        var session = (await app.Sts(
            await app.GivenAssumer("alice"), "AssumeRole", AwsCalls.Form("RoleArn", StsCalls.RoleArn("tools/scan")), "RoleSessionName=nightly")).Expect(HttpStatusCode.OK).KeyPair();

        (await Register(StsCalls.RoleArn("tools/scan"))).Expect(HttpStatusCode.OK);
        await PullAsync(session);
        Assert.Null(await LastPullAsync());
        (await Deregister(StsCalls.RoleArn("tools/scan"))).Expect(HttpStatusCode.OK);
        await PullAsync(session);
        Assert.NotNull(await LastPullAsync());
    }

    [Fact]
    public async Task Others_pulls_count_beside_an_exclusion_and_so_do_those_in_another_region()
    {
        await app.CreateRepository("team/web");
        await app.PushImage("team/web", "v1", 1);
        var key = await app.GivenUserWith("scanner", StsCalls.Allow("ecr:*", "*"));
        (await app.Ecr("RegisterPullTimeUpdateExclusion", $$"""{"principalArn":"{{Scanner}}"}""", AwsKey.Admin, "eu-west-1")).Expect(HttpStatusCode.OK);
        await PullAsync(key);
        var counted = await LastPullAsync();
        Assert.NotNull(counted);
        (await Register(Scanner)).Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await PullAsync(AwsKey.Admin);
        Assert.NotEqual(counted, await LastPullAsync());
    }

    private Task<AwsAnswer> Register(string arn) => app.Ecr("RegisterPullTimeUpdateExclusion", $$"""{"principalArn":"{{arn}}"}""");

    private Task<AwsAnswer> Deregister(string arn) => app.Ecr("DeregisterPullTimeUpdateExclusion", $$"""{"principalArn":"{{arn}}"}""");

    private Task<AwsAnswer> List(string request) => app.Ecr("ListPullTimeUpdateExclusions", request);

    private async Task PullAsync(AwsKey key)
    {
        var basic = await RegistryAttacker.LoginAsync(app, key);
        using var pull = new HttpRequestMessage(HttpMethod.Get, "/v2/team/web/manifests/v1");
        pull.Headers.Authorization = new("Basic", basic);
        using var pulled = await app.Send(pull);
        Assert.Equal(HttpStatusCode.OK, pulled.StatusCode);
        (await app.Ecr("BatchGetImage", """{"repositoryName":"team/web","imageIds":[{"imageTag":"v1"}]}""", key, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        await (await app.Get<Slipway.Registry.Images.PullTimes>()).FlushAsync(TestContext.Current.CancellationToken);
    }

    private async Task<double?> LastPullAsync()
    {
        var answer = await app.Ecr("DescribeImages", """{"repositoryName":"team/web"}""");
        return answer["imageDetails.0"].TryGetProperty("lastRecordedPullTime", out var at) ? at.GetDouble() : null;
    }
}

using System.Net;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;
using Slipway.Wire;
using static Slipway.Tests.Ecr.Policies.ResourcePolicyCalls;

namespace Slipway.Tests.Ecr.Policies;

/// <summary>Whose consent it takes, in the API and at the registry alike ("Determining whether a request is allowed within an account", "Cross-account policy evaluation logic").</summary>
public sealed class ConsentTests : IAsyncDisposable
{
    private const string LogIn = "ecr:GetAuthorizationToken";

    private static readonly string[] Pull = ["ecr:ListImages", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Whoever_comes_from_another_account_needs_both()
    {
        await GivenImage();
        var account = await app.GivenAccount("partner");
        var paula = await app.GivenAdministrator(account, "paula");
        await May(paula, false);

        await app.GivenRepositoryPolicy("team/web", Reading(Aws(account)));
        await May(paula, true);
        await app.GivenRepositoryPolicy("team/web", Reading(Aws($"arn:aws:iam::{account}:user/paula")));
        await May(paula, true);
        await app.GivenRepositoryPolicy("team/web", Reading(Aws($"arn:aws:iam::{SlipwayApp.Account}:root")));
        await May(paula, false);

        // What its own account denies, no other account allows.
        await app.GivenRepositoryPolicy("team/web", Reading(Aws(account)));
        var policy = await app.GivenServiceControlPolicy("no-pulls", StsCalls.Document(StsCalls.Statement("Deny", "ecr:*", AnyRepository)));
        (await app.Org("AttachPolicy", new { PolicyId = policy, TargetId = account })).Expect(HttpStatusCode.OK);
        await May(paula, false);
    }

    [Fact]
    public async Task The_consent_of_the_resource_alone_is_not_enough_for_another_account()
    {
        await GivenImage();
        var account = await app.GivenAccount("partner");
        var peter = await app.GivenUser(account, "peter", isAdministrator: false);
        await app.GivenRepositoryPolicy("team/web", Reading(Aws($"arn:aws:iam::{account}:user/peter")));
        Assert.False(await app.MayList(peter, "team/web"));
    }

    [Fact]
    public async Task Within_the_account_either_side_is_enough()
    {
        await GivenImage();
        var alice = await app.GivenUserWith("alice", StsCalls.Allow(LogIn, "*"));
        await May(alice, false);
        await app.GivenRepositoryPolicy("team/web", Reading(Aws(StsCalls.UserArn("alice"))));
        await May(alice, true);
        await app.GivenRepositoryPolicy("team/web", Reading(Aws(SlipwayApp.Account)));
        await May(alice, false);
        await app.GivenRepositoryPolicy("team/web", Reading("\"*\""));
        await May(alice, true);

        var bob = await app.GivenUserWith("bob", StsCalls.Allow("ecr:*", "*"));
        (await app.OnRepository(AwsKey.Admin, "DeleteRepositoryPolicy", "team/web")).Expect(HttpStatusCode.OK);
        await May(bob, true);
        await app.GivenRepositoryPolicy("team/web", Deny(Aws(StsCalls.UserArn("bob")), "ecr:*"));
        await May(bob, false);
    }

    [Fact]
    public async Task A_role_is_named_and_its_sessions_are_let_in()
    {
        await GivenImage();
        await app.GivenRole("puller", StsCalls.Trust(StsCalls.Everybody, "{}"));
        await app.GivenRolePolicy("puller", StsCalls.Allow(LogIn, "*"));
        var assumer = await app.GivenAssumer("alice");
        var session = await app.Session(assumer, "puller", "one");
        await May(session, false);
        await app.GivenRepositoryPolicy("team/web", Reading(Aws(StsCalls.RoleArn("puller"))));
        await May(session, true);

        await app.GivenRepositoryPolicy("team/web", Reading(Aws($"arn:aws:sts::{SlipwayApp.Account}:assumed-role/puller/one")));
        await May(session, true);
        await May(await app.Session(assumer, "puller", "two"), false);
    }

    [Fact]
    public async Task Logging_in_cannot_be_given_by_a_resource()
    {
        await app.CreateRepository("team/web");
        var alice = await app.GivenUserWith("alice", StsCalls.Allow("nothing:Nothing", "*"));
        await app.GivenRepositoryPolicy("team/web", Allow("\"*\"", "ecr:*"));
        await app.GivenRegistryPolicy(Statement("Allow", "\"*\"", "\"ecr:*\"", ",\"Resource\":\"*\""));
        Assert.True(await app.MayList(alice, "team/web"));
        Assert.Equal("AccessDeniedException", (await app.Ecr("GetAuthorizationToken", "{}", alice, SlipwayApp.Region)).Error);
    }

    [Theory]
    [InlineData("V1")]
    [InlineData("V2")]
    public async Task Another_account_replicates_what_the_registrys_policy_lets_it(string scope)
    {
        var account = await app.GivenAccount("source");
        await app.GivenSetting("REGISTRY_POLICY_SCOPE", scope);
        Assert.False(await MayReplicate(account, "team/web"));
        await app.GivenRegistryPolicy(Statement(
            "Allow", Aws($"arn:aws:iam::{account}:root"), """["ecr:ReplicateImage","ecr:CreateRepository"]""", $",\"Resource\":\"arn:aws:ecr:us-east-1:{SlipwayApp.Account}:repository/team/*\""));
        Assert.True(await MayReplicate(account, "team/web"));
        await app.CreateRepository("team/web");
        Assert.True(await MayReplicate(account, "team/web"));
        Assert.False(await MayReplicate(account, "other/web"));
        Assert.False(await MayReplicate(await app.GivenAccount("stranger"), "team/web"));
        (await app.Ecr("DeleteRegistryPolicy", "{}")).Expect(HttpStatusCode.OK);
        Assert.False(await MayReplicate(account, "team/web"));
    }

    /// <summary>As a worker asks that acts for the source's registry.</summary>
    private async Task<bool> MayReplicate(string account, string repository)
    {
        var root = new Principal(account, $"arn:aws:iam::{account}:root", account, "") { Kind = PrincipalKind.Account };
        var caller = new Caller(root, SlipwayApp.Region, "replication");
        var access = Access.To("ecr:ReplicateImage", $"arn:aws:ecr:{SlipwayApp.Region}:{SlipwayApp.Account}:repository/{repository}").Also("ecr:CreateRepository");
        return (await (await app.Get<IAuthorizer>()).DecideAsync(caller, access, TestContext.Current.CancellationToken)).IsAllowed;
    }

    private async Task GivenImage()
    {
        await app.CreateRepository("team/web");
        await app.PushImage("team/web", "v1", 1);
    }

    private async Task May(AwsKey key, bool expected) =>
        Assert.Equal((expected, expected), (await app.MayList(key, "team/web"), await app.MayPull(key, "team/web", "v1")));

    private static string Reading(string principal) => Statement("Allow", principal, System.Text.Json.JsonSerializer.Serialize(Pull), "");
}

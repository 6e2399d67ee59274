using Slipway.Identity;
using Slipway.Wire;

namespace Slipway.Tests.Identity;

public sealed class AuthorizerTests : IAsyncDisposable
{
    private const string Own = $"arn:aws:ecr:us-east-1:{IdentityFixture.Account}:repository/a/b";

    private readonly IdentityFixture iam = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => iam.DisposeAsync();

    [Theory]
    [InlineData("*")]
    [InlineData(Own)]
    [InlineData("arn:aws:s3:::bucket")]
    [InlineData("no arn")]
    public async Task An_administrator_may_do_anything_in_its_own_account(string resource)
    {
        var admin = await iam.AddUserAsync("root-like", isAdministrator: true);
        Assert.True((await DecideAsync(admin, Access.To("ecr:PutImage", resource))).IsAllowed);
    }

    [Fact]
    public async Task Who_has_no_policy_is_refused_in_the_words_of_AWS()
    {
        var alice = await iam.AddUserAsync("alice", isAdministrator: false);
        var verdict = await DecideAsync(alice, Access.To("ecr:InitiateLayerUpload", Own));
        Assert.Equal(
            $"User: arn:aws:iam::123456789012:user/alice is not authorized to perform: ecr:InitiateLayerUpload on resource: {Own} " +
            "because no identity-based policy allows the ecr:InitiateLayerUpload action",
            verdict.Refusal);
    }

    [Fact]
    public async Task What_belongs_to_another_account_is_not_an_administrators_to_use()
    {
        var admin = await iam.AddUserAsync("root-like", isAdministrator: true);
        var verdict = await DecideAsync(admin, Access.To("ecr:PutImage", "arn:aws:ecr:us-east-1:210987654321:repository/a"));
        Assert.EndsWith(
            "on resource: arn:aws:ecr:us-east-1:210987654321:repository/a because no resource-based policy allows the ecr:PutImage action",
            verdict.Refusal,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_demand_must_be_met()
    {
        var admin = await iam.AddUserAsync("root-like", isAdministrator: true);
        var access = Access.To("ecr:PutImage", Own).Also("ecr:GetDownloadUrlForLayer", "arn:aws:ecr:us-east-1:210987654321:repository/a");
        Assert.Contains("ecr:GetDownloadUrlForLayer", (await DecideAsync(admin, access)).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_anyone_may_do_needs_no_policy()
    {
        var alice = await iam.AddUserAsync("alice", isAdministrator: false);
        Assert.True((await DecideAsync(alice, Access.Anyone)).IsAllowed);
    }

    [Fact]
    public async Task A_policy_counts_from_the_moment_it_is_attached_to_the_moment_it_is_detached()
    {
        var alice = await iam.AddUserAsync("alice", isAdministrator: false);
        var access = Access.To("ecr:PutImage", Own);
        Assert.False((await DecideAsync(alice, access)).IsAllowed);
        await iam.AttachAdministratorAccessAsync(alice.User);
        Assert.True((await DecideAsync(alice, access)).IsAllowed);
        await iam.DetachAdministratorAccessAsync(alice.User);
        Assert.False((await DecideAsync(alice, access)).IsAllowed);
    }

    [Fact]
    public async Task A_user_that_is_gone_may_do_nothing_even_if_its_name_is_back()
    {
        var admin = await iam.AddUserAsync("boss", isAdministrator: true);
        await iam.DeleteUserAsync(admin.User);
        Assert.False((await DecideAsync(admin, Access.To("ecr:PutImage", Own))).IsAllowed);
        var namesake = await iam.AddUserAsync("boss", isAdministrator: true);
        await iam.AddKeyAsync(namesake.User, admin.Key.Id);
        Assert.False((await DecideAsync(admin, Access.To("ecr:PutImage", Own))).IsAllowed);
    }

    private ValueTask<Verdict> DecideAsync(KeyHolder who, Access access) =>
        iam.Authorizer.DecideAsync(new(who.Principal, "us-east-1", "request"), access, Ct);
}

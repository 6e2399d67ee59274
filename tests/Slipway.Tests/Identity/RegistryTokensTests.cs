using Slipway.Identity;
using Slipway.Kernel;
using Slipway.Wire;

namespace Slipway.Tests.Identity;

public sealed class RegistryTokensTests : IAsyncDisposable
{
    private readonly IdentityFixture iam = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => iam.DisposeAsync();

    [Fact]
    public async Task A_token_is_its_holder_and_region_for_twelve_hours()
    {
        var alice = await iam.AddUserAsync("alice", isAdministrator: false);
        var token = iam.Tokens.Issue(alice.Principal, "eu-west-1");
        Assert.Equal(iam.Clock.GetUtcNow() + TimeSpan.FromHours(12), token.ExpiresAt);
        Assert.Matches("^[A-Za-z0-9_-]+$", token.Password);

        iam.Clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromMilliseconds(1));
        for (var i = 0; i < 2; i++) Assert.Equal(new TokenCheck(alice.Principal, "eu-west-1", false), await CheckAsync(token));

        iam.Clock.Advance(TimeSpan.FromMilliseconds(1));
        for (var i = 0; i < 2; i++) Assert.Equal(new TokenCheck(null, "eu-west-1", true), await CheckAsync(token));
    }

    [Fact]
    public async Task An_expired_token_that_was_never_seen_is_known_as_expired()
    {
        var token = iam.Tokens.Issue((await iam.AddUserAsync("alice", isAdministrator: false)).Principal, "us-east-1");
        iam.Clock.Advance(TimeSpan.FromHours(13));
        Assert.True((await CheckAsync(token)).IsExpired);
    }

    [Fact]
    public async Task A_token_outlives_a_restart()
    {
        var alice = await iam.AddUserAsync("alice", isAdministrator: false);
        var token = iam.Tokens.Issue(alice.Principal, "us-east-1");
        RegistryTokens restarted = new(iam.Check, iam.Changes, iam.DataKey, iam.Clock);
        Assert.Equal(alice.Principal, (await restarted.CheckAsync(token.Password, Ct)).Principal);
    }

    [Fact]
    public async Task It_ends_with_its_user()
    {
        var alice = await iam.AddUserAsync("alice", isAdministrator: false);
        var token = await KnownTokenAsync(alice);
        await iam.DeleteUserAsync(alice.User);
        Assert.Equal(default, await CheckAsync(token));
    }

    [Fact]
    public async Task It_ends_with_its_key()
    {
        var alice = await iam.AddUserAsync("alice", isAdministrator: false);
        var token = await KnownTokenAsync(alice);
        await iam.Keys.DeleteAsync(alice.User.Id, alice.Key.Id, Ct);
        Assert.Equal(default, await CheckAsync(token));
    }

    [Fact]
    public async Task It_rests_while_its_key_is_inactive()
    {
        var alice = await iam.AddUserAsync("alice", isAdministrator: false);
        var token = await KnownTokenAsync(alice);
        await iam.Keys.SetStatusAsync(alice.User.Id, alice.Key.Id, isActive: false, Ct);
        Assert.Equal(default, await CheckAsync(token));
        await iam.Keys.SetStatusAsync(alice.User.Id, alice.Key.Id, isActive: true, Ct);
        Assert.Equal(alice.Principal, (await CheckAsync(token)).Principal);
    }

    [Fact]
    public async Task It_is_not_inherited_by_a_new_user_of_the_same_name_with_the_same_key()
    {
        var alice = await iam.AddUserAsync("alice", isAdministrator: false);
        var token = await KnownTokenAsync(alice);
        await iam.DeleteUserAsync(alice.User);
        var namesake = await iam.AddUserAsync("alice", isAdministrator: true);
        await iam.AddKeyAsync(namesake.User, alice.Key.Id);
        Assert.Equal(default, await CheckAsync(token));
    }

    [Fact]
    public async Task It_is_not_inherited_by_a_key_that_was_made_again()
    {
        var alice = await iam.AddUserAsync("alice", isAdministrator: false);
        var token = await KnownTokenAsync(alice);
        iam.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await iam.Keys.DeleteAsync(alice.User.Id, alice.Key.Id, Ct);
        await iam.AddKeyAsync(alice.User, alice.Key.Id);
        Assert.Equal(default, await CheckAsync(token));
    }

    [Fact]
    public async Task A_token_with_a_changed_character_is_nobody()
    {
        var token = await KnownTokenAsync(await iam.AddUserAsync("alice", isAdministrator: false));
        // The last character may hold bits that mean nothing.
        for (var i = 0; i < token.Password.Length - 1; i++)
        {
            var changed = token.Password[..i] + (token.Password[i] == 'A' ? 'B' : 'A') + token.Password[(i + 1)..];
            Assert.Equal(default, await iam.Tokens.CheckAsync(changed, Ct));
        }
    }

    [Fact]
    public async Task A_token_of_another_installation_is_nobody()
    {
        var alice = await iam.AddUserAsync("alice", isAdministrator: false);
        RegistryTokens other = new(iam.Check, iam.Changes, new DataKey(new byte[DataKey.Size]), iam.Clock);
        Assert.Equal(default, await CheckAsync(other.Issue(alice.Principal, "us-east-1")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("not a token at all")]
    [InlineData("ключ")]
    [InlineData("AQ")]
    public async Task Made_up_tokens_are_nobody(string token) => Assert.Equal(default, await iam.Tokens.CheckAsync(token, Ct));

    [Fact]
    public async Task A_huge_token_is_nobody() => Assert.Equal(default, await iam.Tokens.CheckAsync(new string('A', 1 << 20), Ct));

    [Fact]
    public async Task Changes_and_checks_at_the_same_time_never_leave_a_stale_outcome()
    {
        var alice = await iam.AddUserAsync("alice", isAdministrator: false);
        var token = iam.Tokens.Issue(alice.Principal, "us-east-1");
        using CancellationTokenSource stop = new();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await CheckAsync(token);
                // A check that remembers ends at once: without this the changes would wait for a thread.
                await Task.Yield();
            }
        }, Ct)).ToList();
        for (var i = 0; i < 40; i++)
        {
            var isActive = i % 2 == 1;
            await iam.Keys.SetStatusAsync(alice.User.Id, alice.Key.Id, isActive, Ct);
            Assert.Equal(isActive, (await CheckAsync(token)).Principal is not null);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    private ValueTask<TokenCheck> CheckAsync(RegistryToken token) => iam.Tokens.CheckAsync(token.Password, Ct);

    /// <summary>A token whose outcome is remembered already.</summary>
    private async Task<RegistryToken> KnownTokenAsync(KeyHolder identity)
    {
        var token = iam.Tokens.Issue(identity.Principal, "us-east-1");
        Assert.Equal(identity.Principal, (await CheckAsync(token)).Principal);
        return token;
    }
}

using Slipway.Identity.LoginProfiles;
using Slipway.Identity.Passwords;

namespace Slipway.Tests.Identity.Passwords;

public sealed class PasswordHashesTests : IDisposable
{
    private readonly PasswordHashes hashes = new(PasswordCost.Default);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => hashes.Dispose();

    [Fact]
    public async Task A_hash_matches_its_password_alone()
    {
        var hash = await hashes.HashAsync("Passw0rd!", Ct);
        Assert.True(await hashes.MatchAsync(hash, "Passw0rd!", Ct));
        Assert.False(await hashes.MatchAsync(hash, "Passw0rd", Ct));
        Assert.False(await hashes.MatchAsync(hash, "passw0rd!", Ct));
    }

    [Fact]
    public async Task It_says_how_it_was_made_and_has_a_salt_of_its_own()
    {
        var (one, two) = (await hashes.HashAsync("Passw0rd!", Ct), await hashes.HashAsync("Passw0rd!", Ct));
        Assert.Matches(@"^\$pbkdf2-sha256\$i=600000\$[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=$", one);
        Assert.NotEqual(one.Split('$')[3], two.Split('$')[3]);
        Assert.NotEqual(one.Split('$')[4], two.Split('$')[4]);
    }

    [Fact]
    public async Task It_costs_what_the_operator_says_and_is_known_when_that_has_changed()
    {
        using var other = new PasswordHashes(new(20_000));
        var hash = await other.HashAsync("Passw0rd!", Ct);
        Assert.Contains("$i=20000$", hash, StringComparison.Ordinal);
        Assert.True(await hashes.MatchAsync(hash, "Passw0rd!", Ct));
    }

    /// <summary>RFC 7914, section 11: PBKDF2-HMAC-SHA-256 of "passwd" and "salt" at cost 1; of its 64 bytes the first 32.</summary>
    [Fact]
    public async Task An_older_cost_is_still_understood()
    {
        const string Kept = "$pbkdf2-sha256$i=1$c2FsdA==$";
        var expected = Convert.ToBase64String(Convert.FromHexString("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"));
        Assert.True(await hashes.MatchAsync(Kept + expected, "passwd", Ct));
        Assert.False(await hashes.MatchAsync(Kept + expected, "password", Ct));
    }

    [Fact]
    public async Task Anything_else_is_a_fault()
    {
        foreach (var text in (string[])["", "Passw0rd!", "$md5$i=1$c2FsdA==$c2FsdA==", "$pbkdf2-sha256$x=1$c2FsdA==$c2FsdA=="])
            await Assert.ThrowsAsync<FormatException>(async () => await hashes.MatchAsync(text, "Passw0rd!", Ct));
    }

    [Fact]
    public void A_profile_keeps_as_many_passwords_as_a_policy_can_ask_for()
    {
        DateTimeOffset then = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        LoginProfile profile = new("AIDA", "0", IsResetRequired: false, then, then);
        for (var i = 1; i <= 30; i++) profile = profile.WithPassword($"{i}", then.AddDays(i));
        Assert.Equal(Enumerable.Range(7, 24).Reverse().Select(i => $"{i}"), profile.Hashes);
        Assert.Equal(then.AddDays(30), profile.ChangedAt);
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Slipway.Tests.Support;

namespace Slipway.Tests.Throttling;

/// <summary>Who fails to log in again and again waits, and nobody else does.</summary>
public sealed class FailedLoginsTests : IAsyncLifetime
{
    private static readonly AwsKey Guessed = AwsKey.Admin with { SecretAccessKey = "guessed" };

    private readonly SlipwayApp app = new(new() { ["SLIPWAY_LOGIN_DELAY"] = "1m" });

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_first_few_wrong_signatures_are_answered_at_once_and_then_each_waits_for_longer()
    {
        for (var i = 0; i < 5; i++) Assert.Equal("SignatureDoesNotMatch", (await app.Sts(Guessed, "GetCallerIdentity")).Error);
        for (var i = 0; i < 10; i++) await FailAsync();
        var waiting = app.Sts(Guessed, "GetCallerIdentity");
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("SignatureDoesNotMatch", (await waiting).Error);
    }

    [Fact]
    public async Task The_right_signature_waits_its_turn_too_and_ends_it()
    {
        for (var i = 0; i < 15; i++) await FailAsync();
        var waiting = app.Sts("GetCallerIdentity");
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await waiting).Expect(HttpStatusCode.OK);
        for (var i = 0; i < 5; i++) Assert.Equal("SignatureDoesNotMatch", (await app.Sts(Guessed, "GetCallerIdentity")).Error);
    }

    [Fact]
    public async Task Few_may_wait_and_more_are_throttled()
    {
        for (var i = 0; i < 15; i++) await FailAsync();
        var many = Enumerable.Range(0, 20).Select(_ => app.Sts(Guessed, "GetCallerIdentity")).ToList();
        var first = await Task.WhenAny(many);
        Assert.Equal("Throttling", (await first).Error);
        var all = Task.WhenAll(many);
        while (!all.IsCompleted)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        // Those that were sent once there was room again waited as well.
        Assert.InRange((await all).Count(answer => answer.Error == "SignatureDoesNotMatch"), 8, 19);
    }

    [Fact]
    public async Task Another_key_from_the_same_address_does_not_wait()
    {
        var bob = await app.GivenUser("bob", isAdministrator: false);
        for (var i = 0; i < 15; i++) await FailAsync();
        (await app.Sts(bob, "GetCallerIdentity")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_flood_of_made_up_keys_slows_down_no_key_that_is_known()
    {
        for (var i = 0; i < 100; i++) Assert.Equal("InvalidClientTokenId", (await app.Sts(new AwsKey($"AKIAMADEUP{i}", "x", null), "GetCallerIdentity")).Error);
        for (var i = 0; i < 10; i++)
        {
            var made = app.Sts(new AwsKey($"AKIAANOTHER{i}", "x", null), "GetCallerIdentity");
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            await made;
        }

        var waiting = app.Sts(new AwsKey("AKIALAST", "x", null), "GetCallerIdentity");
        (await app.Sts("GetCallerIdentity")).Expect(HttpStatusCode.OK);
        Assert.False(waiting.IsCompleted);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await waiting;
    }

    [Fact]
    public async Task Bad_tokens_wait_and_good_ones_do_not()
    {
        await app.Token();
        for (var i = 0; i < 110; i++)
        {
            var bad = Ask($"nonsense{i}");
            if (i >= 100) app.Clock.Advance(TimeSpan.FromMinutes(1));
            using var refused = await bad;
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        var waiting = Ask("nonsense");
        using var served = await app.Get("/v2/");
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        using var asked = await app.Send(new(HttpMethod.Get, "/v2/"));
        Assert.Equal(HttpStatusCode.Unauthorized, asked.StatusCode);
        Assert.False(waiting.IsCompleted);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await waiting).Dispose();
    }

    /// <summary>Fails once more, and lets the time pass that it takes.</summary>
    private async Task FailAsync()
    {
        var answer = app.Sts(Guessed, "GetCallerIdentity");
        while (await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System)) != answer) app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("SignatureDoesNotMatch", (await answer).Error);
    }

    private Task<HttpResponseMessage> Ask(string token) => app.Send(new(HttpMethod.Get, "/v2/")
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"AWS:{token}"))) },
    });
}

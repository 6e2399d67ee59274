using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Identity.WebIdentity;
using Slipway.Tests.Support;

namespace Slipway.Tests.Identity.WebIdentity;

public sealed class WebKeyRingTests : IDisposable
{
    private readonly FakeClock clock = new();
    private readonly Source source = new();
    private readonly WebKeyRing ring;
    private readonly SigningKey first = SigningKey.Create("ES256", "first"), second = SigningKey.Create("ES256", "second");

    public WebKeyRingTests()
    {
        ring = new(source, clock);
        source.Publish(first);
    }

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task Keys_are_fetched_once_an_hour()
    {
        for (var i = 0; i < 5; i++) Assert.True(await VerifiesAsync(first));
        Assert.Equal(1, source.Fetches);
        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.True(await VerifiesAsync(first));
        Assert.Equal(1, source.Fetches);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await VerifiesAsync(first));
        Assert.Equal(2, source.Fetches);
    }

    [Fact]
    public async Task Many_at_once_fetch_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => VerifiesAsync(first)));
        Assert.Equal(1, source.Fetches);
    }

    [Fact]
    public async Task A_new_key_is_found_but_strangers_do_not_make_us_ask_all_the_time()
    {
        Assert.True(await VerifiesAsync(first));
        source.Publish(first, second);
        Assert.False(await VerifiesAsync(second));
        Assert.Equal(1, source.Fetches);
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True(await VerifiesAsync(second));
        Assert.True(await VerifiesAsync(first));
        Assert.Equal(2, source.Fetches);
    }

    [Fact]
    public async Task A_key_that_was_withdrawn_ends_within_the_hour()
    {
        Assert.True(await VerifiesAsync(first));
        source.Publish(second);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.False(await VerifiesAsync(first));
    }

    [Fact]
    public async Task While_the_provider_is_away_its_keys_serve_on_for_a_day()
    {
        Assert.True(await VerifiesAsync(first));
        source.Fault = WebKeyFault.Unreachable;
        clock.Advance(TimeSpan.FromHours(23));
        Assert.True(await VerifiesAsync(first));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.False(await VerifiesAsync(first));
        source.Fault = null;
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(await VerifiesAsync(first));
    }

    [Theory]
    [InlineData(WebKeyFault.UntrustedCertificate)]
    [InlineData(WebKeyFault.Unusable)]
    public async Task Keys_do_not_outlive_the_trust_in_their_provider(object fault)
    {
        Assert.True(await VerifiesAsync(first));
        source.Fault = (WebKeyFault)fault;
        clock.Advance(TimeSpan.FromHours(1));
        Assert.False(await VerifiesAsync(first));
    }

    [Fact]
    public async Task A_provider_that_is_away_is_asked_every_few_seconds()
    {
        source.Fault = WebKeyFault.Unreachable;
        for (var i = 0; i < 10; i++) Assert.False(await VerifiesAsync(first));
        Assert.Equal(1, source.Fetches);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.False(await VerifiesAsync(first));
        Assert.Equal(2, source.Fetches);
    }

    [Fact]
    public async Task What_is_fetched_under_one_trust_is_not_used_under_another()
    {
        Assert.True(await VerifiesAsync(first));
        source.Fault = WebKeyFault.UntrustedCertificate;
        Assert.True(JsonWebToken.TryParse(first.Sign([]), out var token));
        var other = await ring.FindAsync("https://issuer.example", ["B"], token, TestContext.Current.CancellationToken);
        Assert.Equal(WebKeyFault.UntrustedCertificate, other.Fault);
    }

    private async Task<bool> VerifiesAsync(SigningKey key)
    {
        Assert.True(JsonWebToken.TryParse(key.Sign([]), out var token));
        var fetch = await ring.FindAsync("https://issuer.example", ["A"], token, TestContext.Current.CancellationToken);
        return fetch.Keys?.Verifies(token) ?? false;
    }

    /// <summary>A provider, which is not ours.</summary>
    private sealed class Source : IWebKeys
    {
        private WebKeySet keys = new([]);
        private int fetches;

        public int Fetches => fetches;

        public WebKeyFault? Fault { get; set; }

        public void Publish(params SigningKey[] published) => keys = WebKeySet.Read(
            JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["keys"] = new JsonArray([.. published.Select(key => key.PublicKey())]) }))!;

        public async ValueTask<WebKeyFetch> FetchAsync(string issuer, IReadOnlyList<string> thumbprints, CancellationToken ct)
        {
            Interlocked.Increment(ref fetches);
            await Task.Yield();
            return Fault is { } fault ? WebKeyFetch.Failed(fault) : WebKeyFetch.Of(keys);
        }
    }
}

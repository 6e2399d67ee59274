using System.Net;
using Slipway.Tests.Support;
using Slipway.Wire;
using Slipway.Wire.Throttling;

namespace Slipway.Tests.Throttling;

/// <summary>How often one principal may ask.</summary>
public sealed class RateTests : IAsyncLifetime
{
    private readonly SlipwayApp app = new(new() { ["SLIPWAY_API_RATE"] = "5", ["SLIPWAY_REGISTRY_RATE"] = "3" });

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Calls_beyond_the_rate_are_refused_as_each_family_refuses_them()
    {
        for (var i = 0; i < 10; i++) (await app.Sts("GetCallerIdentity")).Expect(HttpStatusCode.OK);
        (await app.Sts("GetCallerIdentity")).IsRefused("Throttling", "Rate exceeded");
        (await app.Ecr("DescribeRepositories", "{}")).IsRefused("ThrottlingException", "Rate exceeded");
        var ec2 = WireErrors.Throttled(ErrorFamily.Ec2);
        Assert.Equal(("RequestLimitExceeded", 503), (ec2.Code, ec2.Status));

        app.Clock.Advance(TimeSpan.FromMilliseconds(200));
        (await app.Sts("GetCallerIdentity")).Expect(HttpStatusCode.OK);
        (await app.Sts("GetCallerIdentity")).IsRefused("Throttling", "Rate exceeded");
        Assert.Equal("Throttling", (await app.Event("GetCallerIdentity")).Text("errorCode"));
    }

    [Fact]
    public async Task Each_principal_has_a_rate_of_its_own()
    {
        var bob = await app.GivenUser("bob", isAdministrator: false);
        for (var i = 0; i < 10; i++) (await app.Sts("GetCallerIdentity")).Expect(HttpStatusCode.OK);
        Assert.Equal(400, (await app.Sts("GetCallerIdentity")).Status);
        (await app.Sts(bob, "GetCallerIdentity")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_registry_answers_429_and_says_when_to_come_back()
    {
        for (var i = 0; i < 6; i++) Assert.Equal(HttpStatusCode.OK, (await app.Get("/v2/")).StatusCode);
        using var refused = await app.Get("/v2/");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("1", refused.Headers.GetValues("Retry-After").Single());
        Assert.Equal("""{"errors":[{"code":"TOOMANYREQUESTS","message":"Rate exceeded"}]}""", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await app.Get("/v2/")).StatusCode);
    }

    [Fact]
    public void All_sessions_of_a_role_share_one_rate()
    {
        var rate = new PrincipalRate(1, new FakeClock());
        Assert.True(rate.TryTake(SessionOf("AROAONE", "a")));
        Assert.True(rate.TryTake(SessionOf("AROAONE", "b")));
        Assert.False(rate.TryTake(SessionOf("AROAONE", "c")));
        Assert.True(rate.TryTake(SessionOf("AROATWO", "a")));
    }

    [Fact]
    public void Without_a_rate_nobody_is_refused()
    {
        var rate = new PrincipalRate(0, new FakeClock());
        Assert.All(Enumerable.Range(0, 100_000), _ => Assert.True(rate.TryTake(SessionOf("AROAONE", "a"))));
    }

    [Fact]
    public void Buckets_that_are_full_again_are_forgotten()
    {
        var clock = new FakeClock();
        var buckets = new RateBuckets(perSecond: 1, burst: 2, mostKeys: 100, clock);
        for (var i = 0; i < 100; i++) Assert.True(buckets.TryTake($"{i}"));
        Assert.Equal(100, buckets.Count);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(buckets.TryTake("another"));
        Assert.Equal(1, buckets.Count);
    }

    [Fact]
    public void A_flood_of_keys_shares_what_there_is()
    {
        var buckets = new RateBuckets(perSecond: 1, burst: 2, mostKeys: 100, new FakeClock());
        var taken = Enumerable.Range(0, 100_000).Count(i => buckets.TryTake($"{i}"));
        Assert.Equal(102, taken);
        Assert.Equal(100, buckets.Count);
    }

    [Fact]
    public async Task Many_at_once_get_no_more_than_there_is()
    {
        var buckets = new RateBuckets(perSecond: 1, burst: 1000, mostKeys: 100, new FakeClock());
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 1000).Count(_ => buckets.TryTake("one")))));
        Assert.Equal(1000, taken.Sum());
    }

    private static Caller SessionOf(string role, string name) => new(
        new(SlipwayApp.Account, $"arn:aws:sts::{SlipwayApp.Account}:assumed-role/r/{name}", $"{role}:{name}", "ASIA")
        {
            Kind = PrincipalKind.AssumedRole,
            Session = new(role, $"arn:aws:iam::{SlipwayApp.Account}:role/r", name, FakeClock.Start, FakeClock.Start.AddHours(1)),
        },
        SlipwayApp.Region,
        "id");
}

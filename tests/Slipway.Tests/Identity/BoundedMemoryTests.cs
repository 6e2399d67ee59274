using Slipway.Adapters.Aws;
using Slipway.Identity;
using Slipway.Registry.Replication;
using Slipway.Tests.Support;

namespace Slipway.Tests.Identity;

/// <summary>What is remembered of what callers make up does not grow without end.</summary>
public sealed class BoundedMemoryTests
{
    private readonly FakeClock clock = new();

    [Fact]
    public void Logins_of_other_servers_expire_and_are_only_so_many()
    {
        var logins = new RemoteLogins(clock);
        for (var i = 0; i < 3 * RemoteLogins.Most; i++)
        {
            logins.Keep(Endpoint(i), Login(TimeSpan.FromHours(1)));
            Assert.InRange(logins.Count, 1, RemoteLogins.Most);
        }

        Assert.NotNull(logins.Find(Endpoint((3 * RemoteLogins.Most) - 1)));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(logins.Find(Endpoint((3 * RemoteLogins.Most) - 1)));
        // Those that are good stay while expired ones make room.
        var fresh = new RemoteLogins(clock);
        for (var i = 0; i < RemoteLogins.Most - 1; i++) fresh.Keep(Endpoint(i), Login(TimeSpan.FromMinutes(1)));
        fresh.Keep(Endpoint(-1), Login(TimeSpan.FromHours(1)));
        clock.Advance(TimeSpan.FromMinutes(2));
        fresh.Keep(Endpoint(-2), Login(TimeSpan.FromHours(1)));
        Assert.NotNull(fresh.Find(Endpoint(-1)));
        Assert.Equal(2, fresh.Count);
        Assert.DoesNotContain("hush", Login(TimeSpan.Zero).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_attempts_at_what_nobody_has_tried_for_a_day_are_forgotten()
    {
        var attempts = new FailedAttempts(clock);
        for (var i = 0; i < 15_000; i++) Assert.True(attempts.TryBegin($"user {i}"));
        for (var i = 0; i < 5; i++) attempts.TryBegin("tried");
        Assert.False(attempts.TryBegin("tried"));
        clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        Assert.True(attempts.TryBegin("another"));
        Assert.Equal(1, attempts.Count);
    }

    private static ReplicationEndpoint Endpoint(int number) => new(new("000000000000", "eu-west-1"), $"https://mirror-{number}", null, "arn", null);

    private RemoteLogin Login(TimeSpan age) => new(new("AKIA", "hush", null), new(new("https://mirror"), new("AWS", "hush")), clock.GetUtcNow() + age);
}

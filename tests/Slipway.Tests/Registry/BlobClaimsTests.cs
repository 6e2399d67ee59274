using Slipway.Registry;
using Slipway.Tests.Support;

namespace Slipway.Tests.Registry;

public sealed class BlobClaimsTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private readonly FakeClock clock = new();
    private readonly BlobClaims claims;

    public BlobClaimsTests()
    {
        claims = new(clock);
        clock.Advance(2 * Grace);
    }

    private DateTimeOffset Since => clock.GetUtcNow() - Grace;

    [Fact]
    public void What_was_claimed_within_the_grace_period_is_not_condemned()
    {
        Assert.True(claims.TryClaim(Link(1), out _));
        clock.Advance(Grace);
        Assert.False(claims.TryCondemn(Link(1), Since));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(claims.TryCondemn(Link(1), Since));
    }

    [Fact]
    public void A_claim_is_renewed_by_the_next()
    {
        Assert.True(claims.TryClaim(Link(1), out _));
        clock.Advance(Grace);
        Assert.True(claims.TryClaim(Link(1), out _));
        clock.Advance(Grace);
        Assert.False(claims.TryCondemn(Link(1), Since));
    }

    [Fact]
    public void What_is_condemned_cannot_be_claimed_until_it_is_buried()
    {
        List<LinkKey> removed = [];
        claims.Removed += link =>
        {
            Assert.False(claims.TryClaim(link, out _));
            removed.Add(link);
        };
        Assert.True(claims.TryCondemn(Link(1), Since));
        Assert.False(claims.TryClaim(Link(1), out _));
        Assert.True(claims.TryClaim(Link(2), out _));
        Assert.False(claims.TryCondemn(Link(1), Since));

        claims.Bury(Link(1));
        Assert.Equal([Link(1)], removed);
        Assert.True(claims.TryClaim(Link(1), out _));
    }

    [Fact]
    public void The_start_of_the_process_claims_everything()
    {
        BlobClaims young = new(clock);
        Assert.False(young.TryCondemn(Link(1), Since));
        Assert.True(young.TryClaim(Link(1), out var claim));
        young.Release(claim);
        clock.Advance(Grace + TimeSpan.FromSeconds(1));
        Assert.True(young.TryCondemn(Link(1), Since));
    }

    [Fact]
    public void A_released_claim_protects_nothing_but_leaves_a_later_one()
    {
        Assert.True(claims.TryClaim(Link(1), out var mistaken));
        claims.Release(mistaken);
        Assert.True(claims.TryCondemn(Link(1), Since));
        claims.Bury(Link(1));

        Assert.True(claims.TryClaim(Link(2), out var first));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(claims.TryClaim(Link(2), out _));
        claims.Release(first);
        Assert.False(claims.TryCondemn(Link(2), Since));
    }

    [Fact]
    public void Repositories_do_not_share_claims()
    {
        Assert.True(claims.TryClaim(Link(1), out _));
        Assert.True(claims.TryCondemn(Link(1) with { RepositoryId = 99 }, Since));
    }

    [Fact]
    public void More_claims_than_memory_is_meant_for_keep_everything()
    {
        Assert.True(claims.TryCondemn(Link(-1), Since));
        for (var i = 0; i <= BlobClaims.Capacity; i++) Assert.True(claims.TryClaim(Link(0) with { RepositoryId = i }, out _));

        Assert.False(claims.TryCondemn(Link(0) with { RepositoryId = 5 }, Since));
        Assert.False(claims.TryCondemn(Link(3), Since));
        Assert.False(claims.TryClaim(Link(-1), out _));
        clock.Advance(Grace + TimeSpan.FromSeconds(1));
        Assert.True(claims.TryCondemn(Link(3), Since));
    }

    [Fact]
    public async Task A_blob_that_was_called_there_is_never_collected()
    {
        // The store of links is a flag; the protocol is what is tested.
        for (var round = 0; round < 2000; round++)
        {
            var link = Link(round);
            var isThere = true;
            var claimed = Task.Run(() => claims.TryClaim(link, out _) && Volatile.Read(ref isThere), TestContext.Current.CancellationToken);
            if (claims.TryCondemn(link, Since))
            {
                Volatile.Write(ref isThere, false);
                claims.Bury(link);
            }

            Assert.False(await claimed && !Volatile.Read(ref isThere));
        }
    }

    private static LinkKey Link(int number) => new(1, Digest.Of(DigestAlgorithm.Sha256, BitConverter.GetBytes(number)));
}

using Slipway.Registry;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>Damage: it is set aside where it shows, and a push heals it wherever it is.</summary>
public abstract partial class BlobStoreContract
{
    [Fact]
    public async Task A_blob_of_another_length_is_not_served_and_is_healed_by_a_push()
    {
        var digest = await PushAsync(Hello, DigestAlgorithm.Sha256);
        Damage(digest, Hello[..5]);

        Assert.Null(await Store.OpenAsync(Named(digest), Hello.Length, Ct));
        Assert.Null(await Store.FindAsync(Named(digest), Ct));
        await PushAsync(Hello, DigestAlgorithm.Sha256);
        Assert.Equal(Hello, await ReadAsync(digest, Hello.Length));
    }

    [Fact]
    public async Task A_push_over_a_blob_of_another_length_heals_it()
    {
        var digest = await PushAsync(Hello, DigestAlgorithm.Sha256);
        Damage(digest, Hello[..5]);
        await PushAsync(Hello, DigestAlgorithm.Sha256);
        Assert.Equal(Hello, await ReadAsync(digest, Hello.Length));
    }

    [Fact]
    public async Task A_push_heals_damage_that_nobody_has_found_yet()
    {
        var digest = await PushAsync(Hello, DigestAlgorithm.Sha256);
        Damage(digest, [.. Hello.Reverse()]);
        await PushAsync(Hello, DigestAlgorithm.Sha256);
        Assert.Equal(new(digest, Hello.Length), await Store.MeasureAsync(Named(digest), Ct));
    }

    [Fact]
    public async Task A_reader_keeps_what_it_opened_while_the_blob_is_pushed_again()
    {
        var content = Noise(100_000);
        var digest = await PushAsync(content, DigestAlgorithm.Sha256);
        await using var open = await Store.OpenAsync(Named(digest), content.Length, Ct);
        await PushAsync(content, DigestAlgorithm.Sha256);

        var buffer = new byte[content.Length];
        Assert.Equal(content.Length, await open!.ReadAsync(0, buffer, Ct));
        Assert.Equal(content, buffer);
    }

    [Fact]
    public async Task A_reader_that_meets_damage_never_sets_aside_what_a_push_has_healed()
    {
        var digest = await PushAsync(Hello, DigestAlgorithm.Sha256);
        for (var round = 0; round < 200; round++)
        {
            Damage(digest, Hello[..5]);
            var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => Store.OpenAsync(Named(digest), Hello.Length, Ct).AsTask(), Ct)).ToList();
            await PushAsync(Hello, DigestAlgorithm.Sha256);
            foreach (var reader in readers)
                if (await reader is { } content) await content.DisposeAsync();
            Assert.Equal(Hello, await ReadAsync(digest, Hello.Length));
        }
    }

    [Fact]
    public async Task What_is_quarantined_is_absent_until_it_is_pushed_again()
    {
        var digest = await PushAsync(Hello, DigestAlgorithm.Sha256);
        Damage(digest, [.. Hello.Reverse()]);
        var measured = await Store.MeasureAsync(Named(digest), Ct);
        Assert.NotEqual(digest, measured!.Actual);

        await Store.QuarantineAsync(Named(digest), Ct);
        Assert.Null(await Store.FindAsync(Named(digest), Ct));
        Assert.Empty(await Store.ListAsync(Ct).ToListAsync(Ct));
        Restart();
        Assert.Null(await Store.OpenAsync(Named(digest), Hello.Length, Ct));
        await PushAsync(Hello, DigestAlgorithm.Sha256);
        Assert.Equal(new(digest, Hello.Length), await Store.MeasureAsync(Named(digest), Ct));
    }
}

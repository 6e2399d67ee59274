using Slipway.Registry.Journal;
using Slipway.Registry.Signing;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every <see cref="ISigningStore"/> must do.</summary>
public abstract class SigningStoreContract : RegistryContract
{
    [Fact]
    public async Task A_profile_keeps_its_first_key()
    {
        Assert.Null(await Signings.FindKeyAsync("a", Ct));
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Signings.AddKeyAsync(Key("a", (byte)i), Ct).AsTask()));
        var kept = await Signings.FindKeyAsync("a", Ct);
        Assert.NotNull(kept);
        Assert.All(made, key => Assert.Equal(kept.SealedKey.ToArray(), key.SealedKey.ToArray()));
        Assert.Equal((byte[])[1, 2], kept.Leaf.ToArray());
        Assert.Equal((byte[])[3], kept.Root.ToArray());
        Assert.Equal(Start, kept.CreatedAt);
        Assert.Null(await Signings.FindKeyAsync("b", Ct));
    }

    [Fact]
    public async Task The_state_of_a_signature_is_replaced_and_forgotten()
    {
        var repository = await AddRepository("team/web");
        ImageSigning begun = new(repository, DigestOf("image"), "b", SigningStatus.InProgress, null, null, "{}", Start);
        await Signings.PutAsync(begun, Ct);
        await Signings.PutAsync(begun with { ProfileArn = "a", Status = SigningStatus.Failed, FailureCode = "code", FailureReason = "reason", Envelope = null }, Ct);
        await Signings.PutAsync(begun with { Digest = DigestOf("other") }, Ct);
        Assert.Equal(
            [begun with { ProfileArn = "a", Status = SigningStatus.Failed, FailureCode = "code", FailureReason = "reason", Envelope = null }, begun],
            await Signings.ListAsync(repository, DigestOf("image"), Ct));
        await Signings.PutAsync(begun with { Status = SigningStatus.Complete, Envelope = null, MadeAt = Start.AddDays(1) }, Ct);
        Assert.Equal(begun with { Status = SigningStatus.Complete, Envelope = null, MadeAt = Start.AddDays(1) }, (await Signings.ListAsync(repository, DigestOf("image"), Ct))[1]);
        await Signings.ForgetAsync(repository, DigestOf("image"), Ct);
        Assert.Empty(await Signings.ListAsync(repository, DigestOf("image"), Ct));
        Assert.Single(await Signings.ListAsync(repository, DigestOf("other"), Ct));
    }

    [Fact]
    public async Task A_push_is_pending_until_the_follower_has_passed_it()
    {
        var repository = await AddRepository("team/web");
        await Journal.ReadAsync("signing", 10, Ct);
        var digest = await Put(Draft(repository, "image", "v1"));
        var ours = await Put(Draft(repository, "signature", null) with { Origin = ChangeOrigin.Signing });
        Assert.True(await Signings.IsPendingAsync("signing", repository, digest, Ct));
        Assert.False(await Signings.IsPendingAsync("signing", repository, ours, Ct));
        Assert.False(await Signings.IsPendingAsync("signing", repository + 1, digest, Ct));
        Assert.False(await Signings.IsPendingAsync("unknown", repository, digest, Ct));
        await Journal.AdvanceAsync("signing", (await Journal.ReadAsync("signing", 10, Ct))[^1].Id, Ct);
        Assert.False(await Signings.IsPendingAsync("signing", repository, digest, Ct));
    }

    private static SigningKey Key(string profile, byte seed) => new(profile, new byte[] { seed }, new byte[] { 1, 2 }, new byte[] { 3 }, Start);
}

using Slipway.Identity;
using Slipway.Identity.MfaDevices;
using Slipway.Tests.Support;

namespace Slipway.Tests.Identity.MfaDevices;

public sealed class MfaVerifierTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();
    private string seed = "", userId = "", serial = "";

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_code_is_good_once()
    {
        await GivenDevice();
        Assert.True(await Verify(Code(0)));
        Assert.False(await Verify(Code(0)));
        Assert.False(await Verify(Code(-1)));
        Assert.True(await Verify(Code(1)));
    }

    [Fact]
    public async Task Of_many_with_one_code_at_once_one_passes()
    {
        await GivenDevice();
        var code = Code(0);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Verify(code)));
        Assert.Single(answers, passed => passed);
    }

    [Fact]
    public async Task A_device_of_nobody_or_of_another_user_takes_no_code()
    {
        await GivenDevice();
        var verifier = await app.Get<MfaVerifier>();
        Assert.False(await verifier.VerifyAsync("AIDAOTHER", serial, Code(0), Ct));
        Assert.False(await verifier.VerifyAsync(userId, serial + "x", Code(0), Ct));
        await (await app.Get<IMfaDeviceStore>()).DeactivateAsync(serial, userId, Ct);
        Assert.False(await Verify(Code(0)));
    }

    [Fact]
    public async Task Five_wrong_codes_close_the_device_for_a_while_and_longer_each_time()
    {
        await GivenDevice();
        for (var i = 0; i < 5; i++) Assert.False(await Verify("abcdef"));
        Assert.False(await Verify(Code(0)));
        app.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(await Verify(Code(0)));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await Verify("abcdef"));
        app.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(await Verify(Code(0)));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await Verify(Code(0)));
        Assert.True(await Verify(Code(1)));
    }

    [Fact]
    public async Task The_wait_ends_at_an_hour()
    {
        await GivenDevice();
        for (var i = 0; i < 30; i++)
        {
            Assert.False(await Verify("abcdef"));
            app.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.True(await Verify(Code(0)));
    }

    private string Code(int skew) => Totp.CodeAt(Base32.Decode(seed), Totp.StepAt(app.Clock.GetUtcNow()) + skew);

    private async Task<bool> Verify(string code) => await (await app.Get<MfaVerifier>()).VerifyAsync(userId, serial, code, Ct);

    private async Task GivenDevice()
    {
        await app.GivenUser("alice", isAdministrator: false);
        userId = (await (await app.Get<IIdentityStore>()).FindUserAsync(SlipwayApp.Account, "alice", Ct))!.Id;
        var (seeds, devices) = (await app.Get<MfaSeeds>(), await app.Get<IMfaDeviceStore>());
        (seed, serial) = (seeds.NewSeed(), MfaDevice.SerialNumberOf(SlipwayApp.Account, "/", "phone"));
        await devices.TryAddAsync(new(SlipwayApp.Account, "/", "phone", seeds.Seal(serial, seed), app.Clock.GetUtcNow()), Ct);
        Assert.Equal(MfaEnabling.Enabled, await devices.EnableAsync(serial, userId, 1, app.Clock.GetUtcNow(), Ct));
    }
}

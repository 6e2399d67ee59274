using Slipway.Identity;
using Slipway.Identity.MfaDevices;
using Slipway.Identity.Users;
using Slipway.Kernel;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of MFA devices must do.</summary>
public abstract class MfaDeviceStoreContract
{
    private const string Account = "123456789012";

    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private protected abstract IMfaDeviceStore Store { get; }

    private protected abstract IUserStore Users { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_is_found_as_it_was_added()
    {
        var device = Device("phone") with { Path = "/team/", Tags = new([new("team", "web")]) };
        Assert.True(await Store.TryAddAsync(device, Ct));

        var found = await Store.FindAsync("arn:aws:iam::123456789012:mfa/team/phone", Ct);

        Assert.Equal(device with { SealedSeed = default }, found! with { SealedSeed = default });
        Assert.Equal([1, 2, 3], found.SealedSeed.ToArray());
        Assert.Null(found.Enabled);
        Assert.Null(await Store.FindAsync("arn:aws:iam::123456789012:mfa/team/Phone", Ct));
    }

    [Fact]
    public async Task A_name_is_taken_once_under_its_path_without_regard_to_case()
    {
        Assert.True(await Store.TryAddAsync(Device("phone"), Ct));
        Assert.False(await Store.TryAddAsync(Device("PHONE"), Ct));
        Assert.True(await Store.TryAddAsync(Device("phone") with { Path = "/team/" }, Ct));
        Assert.True(await Store.TryAddAsync(Device("phone") with { Account = "210987654321" }, Ct));
    }

    [Fact]
    public async Task A_device_is_enabled_once_and_shows_its_user()
    {
        var alice = await AddUserAsync("alice");
        var serial = await AddAsync("phone");

        Assert.Equal(MfaEnabling.Enabled, await Store.EnableAsync(serial, alice.Id, 7, Then.AddDays(1), Ct));

        Assert.Equal((alice, Then.AddDays(1)), (await Store.FindAsync(serial, Ct))!.Enabled);
        Assert.Equal(MfaEnabling.InUse, await Store.EnableAsync(serial, alice.Id, 9, Then, Ct));
        Assert.Equal([serial], (await Store.ListOfUserAsync(alice.Id, Ct)).Select(device => device.SerialNumber));
    }

    [Fact]
    public async Task Enabling_needs_the_device_and_a_user_of_its_account()
    {
        var alice = await AddUserAsync("alice");
        var serial = await AddAsync("phone");
        var stranger = User("bob") with { Account = "210987654321" };
        Assert.Equal(Addition.Added, await Users.AddAsync(stranger, IdentitySamples.Plenty, Ct));

        Assert.Equal(MfaEnabling.NotFound, await Store.EnableAsync(serial + "x", alice.Id, 7, Then, Ct));
        Assert.Equal(MfaEnabling.NotFound, await Store.EnableAsync(serial, "AIDANOBODY", 7, Then, Ct));
        Assert.Equal(MfaEnabling.NotFound, await Store.EnableAsync(serial, stranger.Id, 7, Then, Ct));
    }

    [Fact]
    public async Task A_user_has_eight_devices()
    {
        var alice = await AddUserAsync("alice");
        for (var i = 0; i < MfaDevice.MostOfUser; i++)
            Assert.Equal(MfaEnabling.Enabled, await Store.EnableAsync(await AddAsync($"phone{i}"), alice.Id, 7, Then, Ct));
        Assert.Equal(MfaEnabling.TooMany, await Store.EnableAsync(await AddAsync("ninth"), alice.Id, 7, Then, Ct));
        Assert.Equal(MfaDevice.MostOfUser, (await Store.ListOfUserAsync(alice.Id, Ct)).Count);
    }

    [Fact]
    public async Task A_code_is_taken_once_and_none_before_it()
    {
        var alice = await AddUserAsync("alice");
        var serial = await AddAsync("phone");
        Assert.False(await Store.TakeStepAsync(serial, alice.Id, 8, Ct));
        await Store.EnableAsync(serial, alice.Id, 7, Then, Ct);

        Assert.False(await Store.TakeStepAsync(serial, alice.Id, 7, Ct));
        Assert.False(await Store.TakeStepAsync(serial, "AIDAOTHER", 8, Ct));
        Assert.True(await Store.TakeStepAsync(serial, alice.Id, 8, Ct));
        Assert.False(await Store.TakeStepAsync(serial, alice.Id, 8, Ct));
    }

    [Fact]
    public async Task A_code_stays_taken_when_the_device_is_deactivated()
    {
        var alice = await AddUserAsync("alice");
        var serial = await AddAsync("phone");
        await Store.EnableAsync(serial, alice.Id, 7, Then, Ct);

        Assert.False(await Store.DeactivateAsync(serial, "AIDAOTHER", Ct));
        Assert.True(await Store.DeactivateAsync(serial, alice.Id, Ct));

        Assert.Null((await Store.FindAsync(serial, Ct))!.Enabled);
        Assert.False(await Store.DeactivateAsync(serial, alice.Id, Ct));
        Assert.Equal(MfaEnabling.CodeUsed, await Store.EnableAsync(serial, alice.Id, 7, Then, Ct));
        Assert.Equal(MfaEnabling.Enabled, await Store.EnableAsync(serial, alice.Id, 8, Then, Ct));
    }

    [Fact]
    public async Task An_enabled_device_is_not_deleted()
    {
        var alice = await AddUserAsync("alice");
        var serial = await AddAsync("phone");
        await Store.EnableAsync(serial, alice.Id, 7, Then, Ct);

        Assert.NotNull((await Store.DeleteAsync(serial, Ct))!.Enabled);
        Assert.NotNull(await Store.FindAsync(serial, Ct));
        await Store.DeactivateAsync(serial, alice.Id, Ct);
        Assert.Null((await Store.DeleteAsync(serial, Ct))!.Enabled);
        Assert.Null(await Store.FindAsync(serial, Ct));
        Assert.Null(await Store.DeleteAsync(serial, Ct));
    }

    [Fact]
    public async Task Devices_are_listed_page_by_page_all_or_by_whether_they_are_enabled()
    {
        var alice = await AddUserAsync("alice");
        string[] serials = [await AddAsync("a"), await AddAsync("b"), await AddAsync("c")];
        await Store.EnableAsync(serials[1], alice.Id, 7, Then, Ct);
        await Store.TryAddAsync(Device("other") with { Account = "210987654321" }, Ct);

        var first = await Store.ListAsync(Account, null, null, 2, Ct);
        Assert.Equal(serials[..2], Serials(first));
        Assert.True(first.HasMore);
        var rest = await Store.ListAsync(Account, null, "/b", 2, Ct);
        Assert.Equal(serials[2..], Serials(rest));
        Assert.False(rest.HasMore);
        Assert.Equal([serials[1]], Serials(await Store.ListAsync(Account, true, null, 9, Ct)));
        Assert.Equal([serials[0], serials[2]], Serials(await Store.ListAsync(Account, false, null, 9, Ct)));
    }

    [Fact]
    public async Task Tags_are_changed_on_what_is_there()
    {
        var serial = await AddAsync("phone");
        TagSet tags = new([new("team", "web")]);
        Assert.Equal(tags, (await Store.ChangeTagsAsync(serial, _ => tags, Ct))!.Tags);
        Assert.Equal(tags, (await Store.FindAsync(serial, Ct))!.Tags);
        Assert.Null(await Store.ChangeTagsAsync(serial + "x", _ => tags, Ct));
    }

    private static IEnumerable<string> Serials(Page<MfaDevice> page) => page.Items.Select(device => device.SerialNumber);

    private static MfaDevice Device(string name) => new(Account, "/", name, new byte[] { 1, 2, 3 }, Then);

    private static User User(string name) => new($"AIDA{name.ToUpperInvariant()}", Account, "/", name, Then);

    private async Task<string> AddAsync(string name)
    {
        Assert.True(await Store.TryAddAsync(Device(name), Ct));
        return Device(name).SerialNumber;
    }

    private async Task<User> AddUserAsync(string name)
    {
        Assert.Equal(Addition.Added, await Users.AddAsync(User(name), IdentitySamples.Plenty, Ct));
        return User(name);
    }
}

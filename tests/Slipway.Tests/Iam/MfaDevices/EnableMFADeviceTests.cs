using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.MfaDevices;

public sealed class EnableMFADeviceTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Two_codes_in_a_row_make_it_the_users()
    {
        await app.GivenUser("alice", isAdministrator: false);
        var phone = await app.GivenDevice("phone");
        (await phone.Enable("ALICE")).Expect(HttpStatusCode.OK);
        var listed = await app.Iam("ListMFADevices", "UserName=alice");
        Assert.Equal((phone.Serial, "alice", "2026-03-01T12:00:00Z"), (listed.Find("SerialNumber"), listed.Find("UserName"), listed.Find("EnableDate")));
    }

    [Fact]
    public async Task Codes_may_be_a_step_early_or_late_and_no_more()
    {
        await app.GivenUser("alice", isAdministrator: false);
        var phone = await app.GivenDevice("phone");
        (await phone.Enable("alice", phone.Code(-3), phone.Code(-2))).IsRefused(403, "InvalidAuthenticationCode", "Authentication code for device is not valid.");
        (await phone.Enable("alice", phone.Code(1), phone.Code(2))).IsRefused(403, "InvalidAuthenticationCode", "Authentication code for device is not valid.");
        (await phone.Enable("alice", phone.Code(-2), phone.Code(-1))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Codes_must_follow_one_another()
    {
        await app.GivenUser("alice", isAdministrator: false);
        var phone = await app.GivenDevice("phone");
        Assert.Equal("InvalidAuthenticationCode", (await phone.Enable("alice", phone.Code(0), phone.Code(0))).Error);
        Assert.Equal("InvalidAuthenticationCode", (await phone.Enable("alice", phone.Code(0), phone.Code(-1))).Error);
        Assert.Equal("InvalidAuthenticationCode", (await phone.Enable("alice", phone.Code(-2), phone.Code(0))).Error);
    }

    [Fact]
    public async Task Codes_are_six_digits()
    {
        var phone = await app.GivenDevice("phone");
        (await phone.Enable("admin", "12345", "123456")).IsInvalidMember("authenticationCode1", "Member must have length greater than or equal to 6");
        (await phone.Enable("admin", "123456", "12345a")).IsInvalidMember("authenticationCode2", @"Member must satisfy regular expression pattern: [\d]+");
    }

    [Fact]
    public async Task A_device_in_use_is_refused_and_so_are_strangers()
    {
        var phone = await app.GivenEnabled("alice");
        (await phone.Enable("admin")).IsRefused(409, "EntityAlreadyExists", "MFA Device is already in use.");
        (await phone.Enable("nobody")).IsRefused(404, "NoSuchEntity", "The user with name nobody cannot be found.");
        (await (phone with { Serial = MfaCalls.Prefix + "other" }).Enable("alice")).IsRefused(
            404, "NoSuchEntity", "MFA Device with serial number arn:aws:iam::000000000000:mfa/other does not exist.");
        (await (phone with { Serial = "GAHT12345678" }).Enable("alice")).IsRefused(
            404, "NoSuchEntity", "MFA Device with serial number GAHT12345678 does not exist.");
    }

    [Fact]
    public async Task Of_two_users_at_once_one_gets_it()
    {
        await app.GivenUser("alice", isAdministrator: false);
        await app.GivenUser("bob", isAdministrator: false);
        var phone = await app.GivenDevice("phone");
        var answers = await Task.WhenAll(phone.Enable("alice"), phone.Enable("bob"));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Single(answers, answer => answer.Error == "EntityAlreadyExists");
        Assert.Single((await app.Iam("ListVirtualMFADevices", "AssignmentStatus=Assigned")).All("SerialNumber"));
    }

    [Fact]
    public async Task Codes_that_were_taken_do_not_enable_it_again()
    {
        await app.GivenUser("alice", isAdministrator: false);
        var phone = await app.GivenDevice("phone");
        var (first, second) = (phone.Code(-1), phone.Code(0));
        (await phone.Enable("alice", first, second)).Expect(HttpStatusCode.OK);
        (await app.Iam("DeactivateMFADevice", "UserName=alice", $"SerialNumber={phone.Serial}")).Expect(HttpStatusCode.OK);
        Assert.Equal("InvalidAuthenticationCode", (await phone.Enable("alice", first, second)).Error);
        (await phone.Enable("alice", second, phone.Code(1))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_user_has_eight()
    {
        await app.GivenUser("alice", isAdministrator: false);
        for (var i = 0; i < 8; i++) (await (await app.GivenDevice($"phone{i}")).Enable("alice")).Expect(HttpStatusCode.OK);
        (await (await app.GivenDevice("ninth")).Enable("alice")).IsRefused(409, "LimitExceeded", "Cannot exceed quota for MFADevicesPerUser: 8");
    }

    [Fact]
    public async Task After_five_wrong_ones_right_ones_wait_too()
    {
        await app.GivenUser("alice", isAdministrator: false);
        var phone = await app.GivenDevice("phone");
        for (var i = 0; i < 5; i++) Assert.Equal("InvalidAuthenticationCode", (await phone.Enable("alice", phone.Code(0), phone.Code(0))).Error);
        Assert.Equal("InvalidAuthenticationCode", (await phone.Enable("alice")).Error);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        (await phone.Enable("alice")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task It_is_still_enabled_after_a_restart()
    {
        var phone = await app.GivenEnabled("alice");
        await app.Restart();
        Assert.Equal(phone.Serial, (await app.Iam("ListMFADevices", "UserName=alice")).Find("SerialNumber"));
        (await phone.Prove("ResyncMFADevice", "alice", phone.Code(-1), phone.Code(0))).Expect(HttpStatusCode.OK);
    }
}

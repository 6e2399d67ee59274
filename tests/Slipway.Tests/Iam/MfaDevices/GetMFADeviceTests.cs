using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.MfaDevices;

public sealed class GetMFADeviceTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task It_says_whose_a_device_is_and_since_when()
    {
        var phone = await app.GivenEnabled("alice");
        var got = (await app.Iam("GetMFADevice", $"SerialNumber={phone.Serial}", "UserName=alice")).Expect(HttpStatusCode.OK);
        Assert.Equal(("alice", phone.Serial, "2026-03-01T12:00:00Z"), (got.Find("UserName"), got.Find("SerialNumber"), got.Find("EnableDate")));
        Assert.Equal("alice", (await app.Iam("GetMFADevice", $"SerialNumber={phone.Serial}")).Find("UserName"));
    }

    [Fact]
    public async Task A_device_of_nobody_has_no_user()
    {
        var phone = await app.GivenDevice("phone");
        var got = (await app.Iam("GetMFADevice", $"SerialNumber={phone.Serial}")).Expect(HttpStatusCode.OK);
        Assert.Null(got.Find("UserName"));
        Assert.Null(got.Find("EnableDate"));
    }

    [Fact]
    public async Task Strangers_are_refused()
    {
        var phone = await app.GivenEnabled("alice");
        (await app.Iam("GetMFADevice", $"SerialNumber={phone.Serial}", "UserName=admin")).IsRefused(404, "NoSuchEntity", "MFA Device invalid for user.");
        (await app.Iam("GetMFADevice", $"SerialNumber={phone.Serial}x")).IsRefused(
            404, "NoSuchEntity", $"MFA Device with serial number {phone.Serial}x does not exist.");
    }
}

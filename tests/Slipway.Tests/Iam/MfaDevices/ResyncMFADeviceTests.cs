using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.MfaDevices;

public sealed class ResyncMFADeviceTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Two_codes_in_a_row_are_taken_once()
    {
        var phone = await app.GivenEnabled("alice");
        (await Resync(phone, -1)).Expect(HttpStatusCode.OK);
        (await Resync(phone, -1)).IsRefused(403, "InvalidAuthenticationCode", "Authentication code for device is not valid.");
        (await Resync(phone, 0)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Wrong_codes_and_other_users_are_refused()
    {
        var phone = await app.GivenEnabled("alice");
        (await phone.Prove("ResyncMFADevice", "alice", phone.Code(0), phone.Code(0))).IsRefused(
            403, "InvalidAuthenticationCode", "Authentication code for device is not valid.");
        (await phone.Prove("ResyncMFADevice", "admin", phone.Code(-1), phone.Code(0))).IsRefused(404, "NoSuchEntity", "MFA Device invalid for user.");
        (await phone.Prove("ResyncMFADevice", "nobody", phone.Code(-1), phone.Code(0))).IsRefused(
            404, "NoSuchEntity", "The user with name nobody cannot be found.");
    }

    private static Task<AwsAnswer> Resync(Phone phone, int first) => phone.Prove("ResyncMFADevice", "alice", phone.Code(first), phone.Code(first + 1));
}

using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.MfaDevices;

public sealed class DeleteVirtualMFADeviceTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_device_of_nobody_is_deleted_once_and_its_name_is_free()
    {
        var phone = await app.GivenDevice("phone");
        (await Delete(phone.Serial)).Expect(HttpStatusCode.OK);
        (await Delete(phone.Serial)).IsRefused(404, "NoSuchEntity", $"MFA Device with serial number {phone.Serial} does not exist.");
        Assert.NotEqual(phone.Seed, (await app.GivenDevice("phone")).Seed);
    }

    [Fact]
    public async Task A_device_in_use_is_not_deleted()
    {
        var phone = await app.GivenEnabled("alice");
        (await Delete(phone.Serial)).IsRefused(409, "DeleteConflict", "MFA VirtualDevice in use. Must deactivate first");
        await app.Iam("DeactivateMFADevice", "UserName=alice", $"SerialNumber={phone.Serial}");
        (await Delete(phone.Serial)).Expect(HttpStatusCode.OK);
    }

    private Task<AwsAnswer> Delete(string serial) => app.Iam("DeleteVirtualMFADevice", $"SerialNumber={serial}");
}

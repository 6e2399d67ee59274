using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.MfaDevices;

public sealed class DeactivateMFADeviceTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_deactivated_device_is_nobodys()
    {
        var phone = await app.GivenEnabled("alice");
        (await Deactivate("alice", phone.Serial)).Expect(HttpStatusCode.OK);
        Assert.Empty((await app.Iam("ListMFADevices", "UserName=alice")).All("SerialNumber"));
        Assert.Equal([phone.Serial], (await app.Iam("ListVirtualMFADevices", "AssignmentStatus=Unassigned")).All("SerialNumber"));
        (await Deactivate("alice", phone.Serial)).IsRefused(404, "NoSuchEntity", "MFA Device invalid for user.");
    }

    [Fact]
    public async Task A_user_with_a_device_is_not_deleted()
    {
        var phone = await app.GivenEnabled("alice");
        foreach (var key in (await app.Iam("ListAccessKeys", "UserName=alice")).All("AccessKeyId")) await app.Iam("DeleteAccessKey", "UserName=alice", $"AccessKeyId={key}");
        (await app.Iam("DeleteUser", "UserName=alice")).IsRefused(409, "DeleteConflict", "Cannot delete entity, must delete MFA device first.");
        await Deactivate("alice", phone.Serial);
        (await app.Iam("DeleteUser", "UserName=alice")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Strangers_are_refused()
    {
        var phone = await app.GivenEnabled("alice");
        (await Deactivate("admin", phone.Serial)).IsRefused(404, "NoSuchEntity", "MFA Device invalid for user.");
        (await Deactivate("nobody", phone.Serial)).IsRefused(404, "NoSuchEntity", "The user with name nobody cannot be found.");
        (await Deactivate("alice", MfaCalls.Prefix + "other")).IsRefused(
            404, "NoSuchEntity", "MFA Device with serial number arn:aws:iam::000000000000:mfa/other does not exist.");
        (await app.Iam("DeactivateMFADevice", $"SerialNumber={phone.Serial}")).IsRefused(
            400, "ValidationError", "1 validation error detected: Value null at 'userName' failed to satisfy constraint: Member must not be null");
    }

    private Task<AwsAnswer> Deactivate(string user, string serial) => app.Iam("DeactivateMFADevice", $"UserName={user}", $"SerialNumber={serial}");
}

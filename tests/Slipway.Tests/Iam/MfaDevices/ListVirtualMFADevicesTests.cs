using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.MfaDevices;

public sealed class ListVirtualMFADevicesTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Devices_are_listed_with_their_users_and_without_their_tags()
    {
        await app.GivenEnabled("alice");
        await app.Iam("CreateVirtualMFADevice", "VirtualMFADeviceName=spare", "Tags.member.1.Key=team", "Tags.member.1.Value=web");
        Golden.Matches((await app.Iam("ListVirtualMFADevices", "AssignmentStatus=Any")).Expect(HttpStatusCode.OK).Repeatable(), "two");
    }

    [Fact]
    public async Task They_are_told_apart_by_whether_they_are_assigned()
    {
        var phone = await app.GivenEnabled("alice");
        var spare = await app.GivenDevice("spare");
        Assert.Equal([phone.Serial, spare.Serial], await Serials());
        Assert.Equal([phone.Serial], await Serials("AssignmentStatus=Assigned"));
        Assert.Equal([spare.Serial], await Serials("AssignmentStatus=Unassigned"));
        (await app.Iam("ListVirtualMFADevices", "AssignmentStatus=Some")).IsInvalidMember(
            "assignmentStatus", "Member must satisfy enum value set: [Assigned, Unassigned, Any]");
    }

    [Fact]
    public async Task They_come_page_by_page()
    {
        foreach (var name in (string[])["b", "c", "a"]) await app.GivenDevice(name);
        var longest = await app.GivenDevice(new string('y', 220));
        await app.GivenDevice("z");
        var first = await app.Iam("ListVirtualMFADevices", "MaxItems=4");
        Assert.Equal(longest.Serial, first.All("SerialNumber")[3]);
        Assert.Equal([MfaCalls.Prefix + "z"], await Serials($"Marker={first.Find("Marker")}"));
        (await app.Iam("ListVirtualMFADevices", $"Marker={first.Find("Marker")}", "AssignmentStatus=Assigned")).IsRefused(400, "ValidationError", "Invalid Marker.");
        (await app.Iam("ListVirtualMFADevices", "Marker=invalid-marker-value")).IsRefused(400, "ValidationError", "Invalid Marker.");
    }

    private async Task<IReadOnlyList<string>> Serials(params string[] parameters) =>
        (await app.Iam("ListVirtualMFADevices", parameters)).Expect(HttpStatusCode.OK).All("SerialNumber");
}

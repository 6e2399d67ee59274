using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.MfaDevices;

public sealed class ListMFADevicesTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_users_devices_come_page_by_page()
    {
        await app.GivenUser("alice", isAdministrator: false);
        foreach (var name in (string[])["c", "a", "b"]) (await (await app.GivenDevice(name)).Enable("alice")).Expect(HttpStatusCode.OK);
        List<string> seen = [];
        string? marker = null;
        do
        {
            var page = (await app.Iam("ListMFADevices", ["UserName=alice", "MaxItems=2", .. marker is null ? [] : (string[])[$"Marker={marker}"]])).Expect(HttpStatusCode.OK);
            seen.AddRange(page.All("SerialNumber"));
            marker = page.Find("Marker");
            Assert.Equal(marker is null ? "false" : "true", page.Find("IsTruncated"));
        }
        while (marker is not null);
        Assert.Equal([MfaCalls.Prefix + "a", MfaCalls.Prefix + "b", MfaCalls.Prefix + "c"], seen);
    }

    [Fact]
    public async Task Without_a_name_the_caller_is_meant()
    {
        Golden.Matches((await app.Iam("ListMFADevices")).Expect(HttpStatusCode.OK).Repeatable(), "none");
        (await (await app.GivenDevice("phone")).Enable("admin")).Expect(HttpStatusCode.OK);
        Golden.Matches((await app.Iam("ListMFADevices")).Expect(HttpStatusCode.OK).Repeatable(), "one");
        (await app.Iam("ListMFADevices", "UserName=nobody")).IsRefused(404, "NoSuchEntity", "The user with name nobody cannot be found.");
    }
}

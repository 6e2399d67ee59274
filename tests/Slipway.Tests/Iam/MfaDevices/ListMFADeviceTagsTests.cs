using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.MfaDevices;

public sealed class ListMFADeviceTagsTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Tags_come_page_by_page()
    {
        var name = (await app.GivenDevice("phone")).Serial;
        Assert.Equal("false", (await app.Iam("ListMFADeviceTags", $"SerialNumber={name}")).Expect(HttpStatusCode.OK).Find("IsTruncated"));
        await app.Iam("TagMFADevice", [$"SerialNumber={name}", .. Enumerable.Range(1, 3).SelectMany(i => (string[])[$"Tags.member.{i}.Key=k{i}", $"Tags.member.{i}.Value=v{i}"])]);
        var first = await app.Iam("ListMFADeviceTags", $"SerialNumber={name}", "MaxItems=2");
        Assert.Equal(["k1", "k2"], first.All("Key"));
        Assert.Equal("true", first.Find("IsTruncated"));
        var rest = await app.Iam("ListMFADeviceTags", $"SerialNumber={name}", $"Marker={first.Find("Marker")}");
        Assert.Equal(["k3"], rest.All("Key"));
        Assert.Equal("false", rest.Find("IsTruncated"));
    }

    [Fact]
    public async Task What_is_not_there_has_none() => (await app.Iam("ListMFADeviceTags", "SerialNumber=arn:aws:iam::000000000000:mfa/other")).IsRefused(404, "NoSuchEntity", "MFA Device with serial number arn:aws:iam::000000000000:mfa/other does not exist.");
}

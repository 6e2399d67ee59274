using System.Buffers.Binary;
using System.Net;
using System.Text;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Iam.MfaDevices;

public sealed class CreateVirtualMFADeviceTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_new_device_shows_its_seed_and_a_picture_of_it()
    {
        var made = (await Create("phone")).Expect(HttpStatusCode.OK);
        Assert.Equal("arn:aws:iam::000000000000:mfa/phone", made.Find("SerialNumber"));
        Assert.Matches("^[A-Z2-7]{64}$", Encoding.ASCII.GetString(Convert.FromBase64String(made.Find("Base32StringSeed")!)));
        var png = Convert.FromBase64String(made.Find("QRCodePNG")!);
        Assert.Equal("\u0089PNG\r\n\u001a\n", Encoding.Latin1.GetString(png.AsSpan(0, 8)));
        // Square, and at least 25 modules of 4 pixels.
        Assert.InRange(BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), 100, 1000);
        Assert.Equal(BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        Assert.Null(made.Find("User"));
        Assert.Null(made.Find("EnableDate"));
        Assert.Null(made.Find("Tags"));
    }

    [Fact]
    public async Task The_seed_is_told_once_and_lies_sealed()
    {
        var made = await Create("phone");
        var seed = Encoding.ASCII.GetString(Convert.FromBase64String(made.Find("Base32StringSeed")!));
        var listed = await app.Iam("ListVirtualMFADevices");
        Assert.Null(listed.Find("Base32StringSeed"));
        Assert.Null(listed.Find("QRCodePNG"));
        await app.StopAsync();
        Assert.DoesNotContain(seed, app.Log, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(app.DataFolder, "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(file);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(seed)));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Slipway.Identity.MfaDevices.Base32.Decode(seed)));
        }
    }

    [Fact]
    public async Task Path_and_tags_are_kept()
    {
        var made = (await Create("phone", "Path=/team/web/", "Tags.member.1.Key=team", "Tags.member.1.Value=web")).Expect(HttpStatusCode.OK);
        Assert.Equal("arn:aws:iam::000000000000:mfa/team/web/phone", made.Find("SerialNumber"));
        Assert.Equal("web", made.Find("Value"));
    }

    [Fact]
    public async Task A_name_is_taken_under_its_path_without_regard_to_case()
    {
        (await Create("phone")).Expect(HttpStatusCode.OK);
        (await Create("PHONE")).IsRefused(409, "EntityAlreadyExists", "MFA device already exists.");
        (await Create("phone", "Path=/other/")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_the_grammar_or_the_serial_number_cannot_hold_is_refused()
    {
        (await Create("my phone")).IsInvalidMember("virtualMFADeviceName", @"Member must satisfy regular expression pattern: [\w+=,.@-]+");
        (await Create("phone", "Path=team")).IsInvalidMember("path", @"Member must satisfy regular expression pattern: (\u002F)|(\u002F[\u0021-\u007E]+\u002F)");
        (await Create(new string('a', 220))).Expect(HttpStatusCode.OK);
        (await Create(new string('a', 221))).IsRefused(400, "InvalidInput", "Path and name make a serial number of more than 250 characters.");
    }

    private Task<AwsAnswer> Create(string name, params string[] more) => app.Iam("CreateVirtualMFADevice", [Form("VirtualMFADeviceName", name), .. more]);
}

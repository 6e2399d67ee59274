using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>A password, a phone and an identity provider, as an administrator types them.</summary>
public sealed class IamLoginTests
{
    private readonly AwsCli aws;

    public IamLoginTests(SharedServer shared)
    {
        Tool.Require("aws");
        aws = new(shared.Program);
    }

    [Fact]
    public async Task A_user_gets_a_password()
    {
        await Iam("create-user", "--user-name", "login");
        await Fails("PasswordPolicyViolation", "create-login-profile", "--user-name", "login", "--password", "simple");
        var made = (await Iam("create-login-profile", "--user-name", "login", "--password", "Correct-Horse-1", "--password-reset-required")).GetProperty("LoginProfile");
        Assert.True(made.GetProperty("PasswordResetRequired").GetBoolean());
        await Fails("DeleteConflict", "delete-user", "--user-name", "login");
        await Iam("update-login-profile", "--user-name", "login", "--no-password-reset-required");
        Assert.False((await Iam("get-login-profile", "--user-name", "login")).GetProperty("LoginProfile").GetProperty("PasswordResetRequired").GetBoolean());
        await Iam("delete-login-profile", "--user-name", "login");
        await Fails("Login Profile for User login cannot be found.", "get-login-profile", "--user-name", "login");
        await Iam("delete-user", "--user-name", "login");
    }

    [Fact]
    public async Task A_phone_is_enabled_by_two_of_its_codes()
    {
        var folder = Directory.CreateTempSubdirectory("slipway-mfa-").FullName;
        try
        {
            await Iam("create-user", "--user-name", "phoned");
            var seedFile = Path.Combine(folder, "seed");
            var serial = (await Iam(
                "create-virtual-mfa-device", "--virtual-mfa-device-name", "phoned", "--outfile", seedFile, "--bootstrap-method", "Base32StringSeed"))
                .GetProperty("VirtualMFADevice").GetProperty("SerialNumber").GetString()!;
            var seed = await File.ReadAllTextAsync(seedFile, TestContext.Current.CancellationToken);
            var step = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30;
            await Fails(
                "InvalidAuthenticationCode", "enable-mfa-device", "--user-name", "phoned", "--serial-number", serial,
                "--authentication-code1", Code(seed, step - 9), "--authentication-code2", Code(seed, step - 8));
            await Iam(
                "enable-mfa-device", "--user-name", "phoned", "--serial-number", serial,
                "--authentication-code1", Code(seed, step - 1), "--authentication-code2", Code(seed, step));
            var listed = (await Iam("list-mfa-devices", "--user-name", "phoned")).GetProperty("MFADevices");
            Assert.Equal(serial, Assert.Single(listed.EnumerateArray()).GetProperty("SerialNumber").GetString());
            await Fails("MFA VirtualDevice in use", "delete-virtual-mfa-device", "--serial-number", serial);
            await Iam("deactivate-mfa-device", "--user-name", "phoned", "--serial-number", serial);
            await Iam("delete-virtual-mfa-device", "--serial-number", serial);
            await Iam("delete-user", "--user-name", "phoned");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_provider_is_made_changed_and_deleted()
    {
        var arn = (await Iam(
            "create-open-id-connect-provider", "--url", "https://idp.example.com/login", "--client-id-list", "sts.amazonaws.com", "--thumbprint-list", new string('a', 40)))
            .GetProperty("OpenIDConnectProviderArn").GetString()!;
        await Fails("Provider with url https://idp.example.com/login already exists.", "create-open-id-connect-provider", "--url", "https://idp.example.com/login");
        await Iam("add-client-id-to-open-id-connect-provider", "--open-id-connect-provider-arn", arn, "--client-id", "other");
        await Iam("update-open-id-connect-provider-thumbprint", "--open-id-connect-provider-arn", arn, "--thumbprint-list", new string('b', 40));
        await Iam("tag-open-id-connect-provider", "--open-id-connect-provider-arn", arn, "--tags", "Key=team,Value=web");
        var got = await Iam("get-open-id-connect-provider", "--open-id-connect-provider-arn", arn);
        Assert.Equal("idp.example.com/login", got.GetProperty("Url").GetString());
        Assert.Equal("""["sts.amazonaws.com","other"]""", JsonSerializer.Serialize(got.GetProperty("ClientIDList")));
        Assert.Equal($"[\"{new string('b', 40)}\"]", JsonSerializer.Serialize(got.GetProperty("ThumbprintList")));
        Assert.Equal("""[{"Key":"team","Value":"web"}]""", JsonSerializer.Serialize(got.GetProperty("Tags")));
        await Iam("delete-open-id-connect-provider", "--open-id-connect-provider-arn", arn);
        await Fails("NoSuchEntity", "get-open-id-connect-provider", "--open-id-connect-provider-arn", arn);
    }

    // RFC 6238, from the text that the phone is given.
    private static string Code(string seed, long step)
    {
        var bits = string.Concat(seed.Select(character => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(character, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = bits.Chunk(8).Select(octet => Convert.ToByte(new string(octet), 2)).ToArray();
#pragma warning disable CA5350 // The standard's algorithm.
        var hash = HMACSHA1.HashData(key, BitConverter.GetBytes(step).Reverse().ToArray());
#pragma warning restore CA5350
        var at = hash[^1] & 0xf;
        var number = ((hash[at] & 0x7f) << 24) | (hash[at + 1] << 16) | (hash[at + 2] << 8) | hash[at + 3];
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private async Task<JsonElement> Iam(params string[] arguments)
    {
        var result = (await aws.RunAsync(["iam", .. arguments])).Succeeds();
        return result.Output.Length == 0 ? default : result.Json;
    }

    private async Task Fails(string error, params string[] arguments) => (await aws.RunAsync(["iam", .. arguments])).FailsWith(error);
}

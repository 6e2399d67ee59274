using System.Net;
using System.Text;
using Slipway.Identity.MfaDevices;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.MfaDevices;

/// <summary>Virtual devices as a user's phone has them.</summary>
internal static class MfaCalls
{
    public const string Prefix = "arn:aws:iam::000000000000:mfa/";

    public static async Task<Phone> GivenDevice(this SlipwayApp app, string name)
    {
        var made = (await app.Iam("CreateVirtualMFADevice", $"VirtualMFADeviceName={name}")).Expect(HttpStatusCode.OK);
        return new(app, made.Find("SerialNumber")!, Encoding.ASCII.GetString(Convert.FromBase64String(made.Find("Base32StringSeed")!)));
    }

    /// <summary>A user with a device.</summary>
    public static async Task<Phone> GivenEnabled(this SlipwayApp app, string user)
    {
        await app.GivenUser(user, isAdministrator: false);
        var phone = await app.GivenDevice($"{user}-phone");
        (await phone.Enable(user)).Expect(HttpStatusCode.OK);
        // So that the codes of now are new again.
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        return phone;
    }
}

/// <summary>What shows the codes of one seed, by the clock of the test.</summary>
internal sealed record Phone(SlipwayApp App, string Serial, string Seed)
{
    /// <param name="steps">How many steps of 30 seconds from now.</param>
    public string Code(int steps) => Totp.CodeAt(Base32.Decode(Seed), Totp.StepAt(App.Clock.GetUtcNow()) + steps);

    public Task<AwsAnswer> Enable(string user) => Enable(user, Code(-1), Code(0));

    public Task<AwsAnswer> Enable(string user, string first, string second) => Prove("EnableMFADevice", user, first, second);

    public Task<AwsAnswer> Prove(string operation, string user, string first, string second) => App.Iam(
        operation, $"UserName={user}", $"SerialNumber={Serial}", $"AuthenticationCode1={first}", $"AuthenticationCode2={second}");
}

using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Sts;

/// <summary>Users, roles and sessions, through the API.</summary>
internal static class StsCalls
{
    public const string Everybody = """{"AWS":"000000000000"}""";

    public static string RoleArn(string name) => $"arn:aws:iam::{SlipwayApp.Account}:role/{name}";

    public static string UserArn(string name) => $"arn:aws:iam::{SlipwayApp.Account}:user/{name}";

    /// <summary>A document with one statement, given as JSON.</summary>
    public static string Document(string statement) => $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""";

    public static string Allow(string action, string resource) => Document(Statement("Allow", action, resource));

    public static string Statement(string effect, string action, string resource) =>
        $$"""{"Effect":"{{effect}}","Action":"{{action}}","Resource":{{JsonSerializer.Serialize(resource)}}}""";

    /// <param name="principal">JSON, such as <see cref="Everybody"/>.</param>
    /// <param name="condition">JSON; <c>{}</c> for none.</param>
    public static string Trust(string principal, string condition) =>
        Document($$"""{"Effect":"Allow","Principal":{{principal}},"Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"],"Condition":{{condition}}}""");

    public static async Task GivenRole(this SlipwayApp app, string name, string trust) =>
        (await app.Iam("CreateRole", $"RoleName={name}", Form("AssumeRolePolicyDocument", trust))).Expect(HttpStatusCode.OK);

    public static async Task GivenRolePolicy(this SlipwayApp app, string role, string document) =>
        (await app.Iam("PutRolePolicy", $"RoleName={role}", "PolicyName=only", Form("PolicyDocument", document))).Expect(HttpStatusCode.OK);

    /// <summary>A user who may do what a document allows.</summary>
    public static async Task<AwsKey> GivenUserWith(this SlipwayApp app, string name, string document)
    {
        (await app.Iam("CreateUser", $"UserName={name}")).Expect(HttpStatusCode.OK);
        (await app.Iam("PutUserPolicy", $"UserName={name}", "PolicyName=only", Form("PolicyDocument", document))).Expect(HttpStatusCode.OK);
        return (await app.Iam("CreateAccessKey", $"UserName={name}")).Expect(HttpStatusCode.OK).KeyPair();
    }

    /// <summary>A user who may assume every role that lets it.</summary>
    public static Task<AwsKey> GivenAssumer(this SlipwayApp app, string name) => app.GivenUserWith(name, Allow("sts:*", "*"));

    public static Task<AwsAnswer> Assume(this SlipwayApp app, AwsKey key, string role, string session, params string[] more) =>
        app.Sts(key, "AssumeRole", [Form("RoleArn", RoleArn(role)), Form("RoleSessionName", session), .. more]);

    public static async Task<AwsKey> Session(this SlipwayApp app, AwsKey key, string role, string session, params string[] more) =>
        (await app.Assume(key, role, session, more)).Expect(HttpStatusCode.OK).KeyPair();

    /// <summary>The credentials in an answer.</summary>
    public static AwsKey KeyPair(this AwsAnswer answer) => new(answer.Find("AccessKeyId")!, answer.Find("SecretAccessKey")!, answer.Find("SessionToken"));

    public static async Task<string?> WhoIs(this SlipwayApp app, AwsKey key) => (await app.Sts(key, "GetCallerIdentity")).Expect(HttpStatusCode.OK).Find("Arn");

    public static void IsDenied(this AwsAnswer answer, string message) => Assert.Equal((403, "AccessDenied", message), (answer.Status, answer.Error, answer.Message));

    public static void IsNotAuthorized(this AwsAnswer answer, string principal, string action, string resource) =>
        answer.IsDenied($"User: {principal} is not authorized to perform: {action} on resource: {resource}");

    /// <summary>A virtual MFA device that is enabled for a user, and its codes.</summary>
    public static async Task<Mfa> GivenMfa(this SlipwayApp app, string user)
    {
        var made = (await app.Iam("CreateVirtualMFADevice", $"VirtualMFADeviceName={user}")).Expect(HttpStatusCode.OK);
        var mfa = new Mfa(made.Find("SerialNumber")!, Encoding.ASCII.GetString(Convert.FromBase64String(made.Find("Base32StringSeed")!)), app.Clock);
        var first = mfa.Code();
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        (await app.Iam("EnableMFADevice", $"UserName={user}", Form("SerialNumber", mfa.SerialNumber), $"AuthenticationCode1={first}", $"AuthenticationCode2={mfa.Code()}"))
            .Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        return mfa;
    }
}

/// <summary>An authenticator (RFC 6238), written apart from the code under test.</summary>
internal sealed record Mfa(string SerialNumber, string Seed, FakeClock Clock)
{
    public string[] Parameters => [Form("SerialNumber", SerialNumber), $"TokenCode={Code()}"];

    public string Code()
    {
        var seed = new List<byte>();
        var (bits, count) = (0, 0);
        foreach (var letter in Seed)
        {
            (bits, count) = ((bits << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter), count + 5);
            if (count < 8) continue;
            count -= 8;
            seed.Add((byte)(bits >> count));
            bits &= (1 << count) - 1;
        }

        var step = BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(Clock.GetUtcNow().ToUnixTimeSeconds() / 30));
#pragma warning disable CA5350 // The standard's algorithm.
        var hash = HMACSHA1.HashData(seed.ToArray(), step);
#pragma warning restore CA5350
        var at = hash[^1] & 15;
        var number = ((hash[at] & 127) << 24) | (hash[at + 1] << 16) | (hash[at + 2] << 8) | hash[at + 3];
        return (number % 1_000_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
    }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;

namespace Slipway.Tests.Attacks;

/// <summary>A user with a registry token, whose requests go out as they are written: nothing puts their paths right.</summary>
/// <param name="Basic">Base64 of <c>AWS:password</c>.</param>
internal sealed record RegistryAttacker(SlipwayApp App, AwsKey Key, string Basic)
{
    /// <param name="statements">Of its one policy, beside the right to log in.</param>
    public static async Task<RegistryAttacker> EnterAsync(SlipwayApp app, params string[] statements)
    {
        var key = await app.GivenUserWith("mallory", Attacker.Document([Attacker.Statement("Allow", "ecr:GetAuthorizationToken", "*"), .. statements]));
        return new(app, key, await LoginAsync(app, key));
    }

    public static async Task<string> LoginAsync(SlipwayApp app, AwsKey key) =>
        (await app.Ecr("GetAuthorizationToken", "{}", key, SlipwayApp.Region)).Expect(HttpStatusCode.OK)["authorizationData.0.authorizationToken"].GetString()!;

    public static string ArnOf(string repository) => $"arn:aws:ecr:us-east-1:000000000000:repository/{repository}";

    public static string PasswordIn(string basic) => Encoding.UTF8.GetString(Convert.FromBase64String(basic))["AWS:".Length..];

    public Task<RawAnswer> SendAsync(string verb, string target) => SendAsync(verb, target, []);

    public async Task<RawAnswer> SendAsync(string verb, string target, byte[] body, params string[] headers)
    {
        var url = await App.Url();
        using var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port);
        await using var stream = client.GetStream();
        string[] lines =
        [
            $"{verb} {target} HTTP/1.1", .. headers.Any(header => header.StartsWith("Host:", StringComparison.Ordinal)) ? [] : new[] { $"Host: {await App.Host()}" },
            $"Authorization: Basic {Basic}", "Connection: close", $"Content-Length: {body.Length}", .. headers, "", "",
        ];
        await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Join("\r\n", lines)));
        await stream.WriteAsync(body);
        using var answer = new MemoryStream();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await stream.CopyToAsync(answer, patience.Token);
        var text = Encoding.Latin1.GetString(answer.ToArray());
        return new(int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture), text);
    }
}

/// <param name="Text">Head and body, a character for each byte.</param>
internal sealed record RawAnswer(int Status, string Text);

namespace Slipway.Server.Commands;

/// <summary><c>slipway env</c>: what the AWS clients need to know, as lines for a shell.</summary>
internal static class EnvCommand
{
    public static async Task<int> RunAsync(SlipwayOptions options, CancellationToken ct)
    {
        var (id, secret) = options.AdminKey is { } key ? (key.AccessKeyId, key.SecretAccessKey) : ReadCredentials(Path.Combine(options.DataFolder, "credentials"));
        (string Name, string Value)[] variables =
        [
            ("AWS_ACCESS_KEY_ID", id),
            ("AWS_SECRET_ACCESS_KEY", secret),
            ("AWS_REGION", options.Home.Region),
            ("AWS_DEFAULT_REGION", options.Home.Region),
            ("AWS_ENDPOINT_URL", ClientUrl.Of(options.Urls[0])),
        ];
        foreach (var (name, value) in variables) await Console.Out.WriteLineAsync($"export {name}={ShellText.Quote(value)}");
        // A session token left over from elsewhere would be sent along with these keys, and refused.
        if (Environment.GetEnvironmentVariable("AWS_SESSION_TOKEN") is { Length: > 0 }) await Console.Out.WriteLineAsync("export AWS_SESSION_TOKEN=");
        return 0;
    }

    /// <summary>Reads the file that the first start wrote, in the form of <c>~/.aws/credentials</c>.</summary>
    private static (string Id, string Secret) ReadCredentials(string path)
    {
        if (!File.Exists(path)) throw new CommandFailedException($"{path} does not exist; the first start of the server writes it");
        var values = File.ReadLines(path)
            .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        return values.TryGetValue("aws_access_key_id", out var id) && values.TryGetValue("aws_secret_access_key", out var secret)
            ? (id, secret)
            : throw new CommandFailedException($"{path} holds no key pair");
    }
}

using Slipway.Server.Configuration;

namespace Slipway.Server.Commands;

/// <summary>What the server prints once it accepts connections: its address, and at the first start how to use it.</summary>
internal static class Welcome
{
    // Settings that the shell in which the commands are pasted must know too. The key pair is in the data folder.
    private static readonly string[] Shared = ["SLIPWAY_DATA", "SLIPWAY_REGION"];

    public static IEnumerable<string> Lines(SlipwayOptions options, SlipwayServer server)
    {
        var urls = string.Join(" and ", server.Addresses.Select(ClientUrl.Of));
        yield return $"Slipway {ProgramVersion.Text} listens on {urls}, data in {options.DataFolder}";
        if (!server.IsFirstStart) yield break;

        yield return "This is the first start. To push an image, paste in another shell:";
        yield return $"  eval \"$({Prefix(server.Addresses[0])}{Program()} env)\"";
        yield return "  aws ecr create-repository --repository-name hello";
        yield return $"  aws ecr get-login-password | docker login --username AWS --password-stdin {server.RegistryHost}";
    }

    private static string Prefix(ListenAddress address)
    {
        var settings = Shared
            .Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
            .Where(setting => !string.IsNullOrEmpty(setting.Value))
            .ToList();
        if (address != Default) settings.Add(("SLIPWAY_URLS", address.ToString()));
        return string.Concat(settings.Select(setting => $"{setting.Name}={ShellText.Quote(setting.Value!)} "));
    }

    private static ListenAddress Default { get; } = new(IsTls: false, "127.0.0.1", 4566);

    /// <summary>The bare name where the shell would find this very program; else its path.</summary>
    private static string Program()
    {
        var path = Environment.ProcessPath ?? "slipway";
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Select(folder => Path.Combine(folder, "slipway"))
            .FirstOrDefault(File.Exists);
        return found == path ? "slipway" : ShellText.Quote(path);
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>
/// Terraform in a folder of its own against a server of its own, with the AWS provider from a mirror on this machine:
/// nothing is fetched. Its steps are the life of a configuration of e2e/terraform: made, changed, imported, destroyed. Each
/// configuration has a variable <c>team</c>, which is what changes.
/// </summary>
internal sealed partial class Terraform : IAsyncDisposable
{
    private const string Provider = "registry.terraform.io/hashicorp/aws";

    /// <summary>Where mirrors are looked for: where the variable says, and where Terraform and packages of it put them.</summary>
    private static readonly string[] Mirrors =
    [
        Environment.GetEnvironmentVariable("TERRAFORM_MIRROR") ?? "/opt/tf-plugins",
        "/usr/local/share/terraform/plugins",
        "/usr/share/terraform/plugins",
    ];

    private static readonly string Configurations = Path.Combine(Checkout.Clients, "terraform");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("slipway-terraform-");
    private readonly string configuration;
    private readonly List<string> variables;
    private readonly Dictionary<string, string> environment;

    private Terraform(ServerProgram server, string configuration, string[] variables)
    {
        (Server, this.configuration, this.variables) = (server, configuration, [.. variables]);
        var settings = Path.Combine(folder.FullName, "cli.tfrc");
        File.WriteAllText(settings, $"provider_installation {{\n  filesystem_mirror {{\n    path = \"{Mirror}\"\n  }}\n}}\n");
        environment = new(server.ClientEnvironment)
        {
            ["TF_CLI_CONFIG_FILE"] = settings,
            ["TF_IN_AUTOMATION"] = "1",
            ["CHECKPOINT_DISABLE"] = "1",
        };
    }

    public ServerProgram Server { get; }

    private static string? Mirror => Array.Find(Mirrors, mirror => Directory.Exists(Path.Combine(mirror, Provider)));

    /// <summary>Starts the server. Skips the test, by name, where Terraform or the provider is missing.</summary>
    /// <param name="configuration">A folder of e2e/terraform; what is imported lies in another one named <c>-import</c>.</param>
    /// <param name="variables">Those of the configuration other than the team, as <c>name=value</c>.</param>
    /// <param name="settings">Settings of the server that differ from the tests' usual ones.</param>
    public static async Task<Terraform> StartAsync(string configuration, string[] variables, params (string Name, string Value)[] settings)
    {
        Tool.Require("terraform");
        Assert.SkipWhen(Mirror is null, $"Terraform's AWS provider is in none of {string.Join(", ", Mirrors)}; TERRAFORM_MIRROR names another folder");
        var terraform = new Terraform(new(settings), configuration, variables);
        await terraform.Server.StartAsync();
        return terraform;
    }

    /// <summary>Gives a variable of the configuration what only the running server can tell.</summary>
    public void Let(string name, string value) => variables.Add($"{name}={value}");

    /// <summary>Everything is made, for the team web, and found again.</summary>
    public async Task MakesAsync(int resources)
    {
        Add(configuration);
        (await RunAsync("init")).Succeeds();
        Assert.Contains($"{resources} added, 0 changed, 0 destroyed", await ApplyAsync("web"), StringComparison.Ordinal);
        await IsUnchangedAsync("web");
    }

    /// <summary>Everything is handed to the team ops; some things are replaced where the provider or AWS cannot change them.</summary>
    public async Task ChangesAsync(int replaced)
    {
        Assert.Matches($"{replaced} added, [1-9][0-9]* changed, {replaced} destroyed", await ApplyAsync("ops"));
        await IsUnchangedAsync("ops");
    }

    /// <summary>What the configuration's imports name is forgotten and imported again, and nothing of it is to be changed.</summary>
    public async Task ImportsAsync()
    {
        var imports = await File.ReadAllTextAsync(Path.Combine(Configurations, $"{configuration}-import/imports.tf"));
        string[] addresses = [.. Address().Matches(imports).Select(match => match.Groups[1].Value)];
        (await RunAsync(["state", "rm", .. addresses])).Succeeds();
        Add($"{configuration}-import");
        Assert.Contains($"{addresses.Length} imported, 0 added, 0 changed, 0 destroyed", await ApplyAsync("ops"), StringComparison.Ordinal);
        await IsUnchangedAsync("ops");
    }

    public async Task DestroysAsync(int resources) =>
        Assert.Contains($"{resources} destroyed", (await DestroyAsync()).Succeeds().Output, StringComparison.Ordinal);

    public Task<ToolResult> DestroyAsync() => RunAsync(["destroy", "-auto-approve", .. Variables("ops", [])]);

    /// <param name="more">Further variables, as <c>name=value</c>.</param>
    public async Task<string> ApplyAsync(string team, params string[] more) =>
        (await RunAsync(["apply", "-auto-approve", .. Variables(team, more)])).Succeeds().Output;

    /// <summary>The plan is empty: the server says of everything what it was told.</summary>
    public async Task IsUnchangedAsync(string team, params string[] more) =>
        (await RunAsync(["plan", "-detailed-exitcode", .. Variables(team, more)])).Succeeds();

    public Task<ToolResult> PlanAsync() => RunAsync(["plan", .. Variables("ops", [])]);

    /// <summary>The configuration's output: what data sources and resources saw.</summary>
    public async Task<JsonElement> SeenAsync() => (await RunAsync("output", "-json", "seen")).Succeeds().Json;

    public async ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        await Server.DisposeAsync();
    }

    private void Add(string files)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Configurations, files)))
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
    }

    private IEnumerable<string> Variables(string team, string[] more) =>
        ((string[])[$"team={team}", .. variables, .. more]).SelectMany(variable => (string[])["-var", variable]);

    private Task<ToolResult> RunAsync(params string[] arguments) =>
        Tool.RunAsync("terraform", [$"-chdir={folder.FullName}", .. arguments, .. arguments[0] is "state" ? (string[])[] : ["-no-color"]], environment);

    [GeneratedRegex(@"^  to = (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Address();
}

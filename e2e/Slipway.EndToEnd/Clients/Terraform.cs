using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>Terraform in a folder of its own, with the AWS provider from a mirror on this machine: nothing is fetched.</summary>
internal sealed class Terraform : IDisposable
{
    private const string Provider = "registry.terraform.io/hashicorp/aws";

    /// <summary>Where mirrors are looked for: where the variable says, and where Terraform and packages of it put them.</summary>
    private static readonly string[] Mirrors =
    [
        Environment.GetEnvironmentVariable("TERRAFORM_MIRROR") ?? "/opt/tf-plugins",
        "/usr/local/share/terraform/plugins",
        "/usr/share/terraform/plugins",
    ];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("slipway-terraform-");
    private readonly Dictionary<string, string> environment;

    public Terraform(ServerProgram server)
    {
        var settings = Path.Combine(folder.FullName, "cli.tfrc");
        File.WriteAllText(settings, $"provider_installation {{\n  filesystem_mirror {{\n    path = \"{Mirror}\"\n  }}\n}}\n");
        environment = new(server.ClientEnvironment)
        {
            ["TF_CLI_CONFIG_FILE"] = settings,
            ["TF_IN_AUTOMATION"] = "1",
            ["CHECKPOINT_DISABLE"] = "1",
        };
    }

    public static string Configurations { get; } = Path.Combine(Checkout.Clients, "terraform");

    private static string? Mirror => Array.Find(Mirrors, mirror => Directory.Exists(Path.Combine(mirror, Provider)));

    /// <summary>Skips the test, by name, where Terraform or the provider is missing.</summary>
    public static void Require()
    {
        Tool.Require("terraform");
        Assert.SkipWhen(Mirror is null, $"Terraform's AWS provider is in none of {string.Join(", ", Mirrors)}; TERRAFORM_MIRROR names another folder");
    }

    /// <summary>Adds the files of a folder of e2e/terraform to what is applied.</summary>
    public void Add(string configuration)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Configurations, configuration)))
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
    }

    public Task<ToolResult> RunAsync(params string[] arguments) =>
        Tool.RunAsync("terraform", [$"-chdir={folder.FullName}", .. arguments, .. arguments[0] is "state" ? (string[])[] : ["-no-color"]], environment);

    public void Dispose() => folder.Delete(recursive: true);
}

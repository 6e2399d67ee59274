using System.Text.RegularExpressions;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>Terraform's AWS provider makes what EventBridge needs for a web hook, finds it again, changes, imports and destroys it.</summary>
public sealed class TerraformEventsTests : IAsyncLifetime
{
    private const int Resources = 8;

    // Connections tell no secrets, so that what is imported of them could not be compared.
    private const int Imported = 6;

    private readonly ServerProgram server = new(("SLIPWAY_ALLOWED_HOSTS", "127.0.0.1"));
    private readonly Terraform terraform;

    public TerraformEventsTests() => terraform = new(server);

    public async ValueTask InitializeAsync()
    {
        Terraform.Require();
        await server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        terraform.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Everything_for_a_web_hook_is_made_changed_imported_and_destroyed()
    {
        terraform.Add("events");
        (await terraform.RunAsync("init")).Succeeds();
        Assert.Contains($"{Resources} added, 0 changed, 0 destroyed", await ApplyAsync("web"), StringComparison.Ordinal);
        await IsUnchangedAsync("web");
        Assert.Matches("0 added, [1-9][0-9]* changed, 0 destroyed", await ApplyAsync("ops"));
        await IsUnchangedAsync("ops");

        var addresses = Regex.Matches(File.ReadAllText(Path.Combine(Terraform.Configurations, "events-import/imports.tf")), @"^  to = (\S+)$", RegexOptions.Multiline).Select(match => match.Groups[1].Value);
        (await terraform.RunAsync(["state", "rm", .. addresses])).Succeeds();
        terraform.Add("events-import");
        Assert.Contains($"{Imported} imported, 0 added, 0 changed, 0 destroyed", await ApplyAsync("ops"), StringComparison.Ordinal);
        await IsUnchangedAsync("ops");
        Assert.Contains($"{Resources} destroyed", (await terraform.RunAsync(["destroy", "-auto-approve", .. Variables("ops")])).Succeeds().Output, StringComparison.Ordinal);
    }

    private async Task<string> ApplyAsync(string team) => (await terraform.RunAsync(["apply", "-auto-approve", .. Variables(team)])).Succeeds().Output;

    private async Task IsUnchangedAsync(string team) => (await terraform.RunAsync(["plan", "-detailed-exitcode", .. Variables(team)])).Succeeds();

    private static string[] Variables(string team) => ["-var", $"team={team}", "-var", "hook=https://hook.example/"];
}

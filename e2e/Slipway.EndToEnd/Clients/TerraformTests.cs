using System.Text.RegularExpressions;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>Terraform's AWS provider makes everything of IAM that it knows, finds it again, changes, imports and destroys it.</summary>
public sealed partial class TerraformTests : IAsyncLifetime
{
    private const int Resources = 26, Imported = 23;

    // Of its own: an account has one alias and one password policy.
    private readonly ServerProgram server = new();
    private readonly Terraform terraform;

    public TerraformTests() => terraform = new(server);

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
    public async Task Everything_of_IAM_is_made_changed_imported_and_destroyed()
    {
        terraform.Add("iam");
        (await terraform.RunAsync("init")).Succeeds();

        Assert.Contains($"{Resources} added, 0 changed, 0 destroyed", await ApplyAsync("web"), StringComparison.Ordinal);
        await SeesWhatWasMadeAsync();
        await IsUnchangedAsync("web");

        Assert.Matches("0 added, [1-9][0-9]* changed, 0 destroyed", await ApplyAsync("ops"));
        await IsUnchangedAsync("ops");

        (await terraform.RunAsync(["state", "rm", .. ImportedAddresses()])).Succeeds();
        terraform.Add("iam-import");
        Assert.Contains($"{Imported} imported, 0 added, 0 changed, 0 destroyed", await ApplyAsync("ops"), StringComparison.Ordinal);
        await IsUnchangedAsync("ops");

        var destroyed = await terraform.RunAsync("destroy", "-auto-approve", "-var", "team=ops");
        Assert.Contains($"{Resources} destroyed", destroyed.Succeeds().Output, StringComparison.Ordinal);
        // Nothing is left that could be imported once more.
        (await terraform.RunAsync("plan", "-var", "team=ops")).FailsWith("Cannot import non-existent remote object");
    }

    private async Task<string> ApplyAsync(string team) => (await terraform.RunAsync("apply", "-auto-approve", "-var", $"team={team}")).Succeeds().Output;

    /// <summary>The plan is empty: the server says of everything what it was told.</summary>
    private async Task IsUnchangedAsync(string team) => (await terraform.RunAsync("plan", "-detailed-exitcode", "-var", $"team={team}")).Succeeds();

    private async Task SeesWhatWasMadeAsync()
    {
        var seen = (await terraform.RunAsync("output", "-json", "seen")).Succeeds().Json;
        string Text(string name) => seen.GetProperty(name).GetString()!;
        string[] List(string name) => [.. seen.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];

        Assert.Equal("arn:aws:iam::000000000000:user/terraform/tf-alice", Text("user"));
        Assert.Equal("arn:aws:iam::000000000000:policy/tf-limit", Text("boundary"));
        Assert.Matches("^AROA[A-Z2-7]{17}$", Text("role"));
        Assert.Equal("arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly", Text("aws"));
        Assert.Equal("arn:aws:iam::000000000000:role/terraform/tf-deploy", Text("profile"));
        Assert.Equal("arn:aws:iam::000000000000:user/admin", Text("issuer"));
        Assert.Equal("tf-slipway", Text("alias"));
        Assert.Equal(["tf-alice", "tf-bob"], List("members"));
        Assert.Equal(["tf-deploy"], List("roles"));
        Assert.Equal(["tf-alice"], List("users"));
        Assert.True(seen.GetProperty("trust").GetBoolean());
        Assert.True(seen.GetProperty("policy").GetBoolean());
    }

    private static string[] ImportedAddresses()
    {
        string[] addresses = [.. Address().Matches(File.ReadAllText(Path.Combine(Terraform.Configurations, "iam-import/imports.tf"))).Select(match => match.Groups[1].Value)];
        Assert.Equal(Imported, addresses.Length);
        return addresses;
    }

    [GeneratedRegex(@"^  to = (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Address();
}

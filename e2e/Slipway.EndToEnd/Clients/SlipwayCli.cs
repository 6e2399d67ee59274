using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>The operations of our own by the unmodified <c>aws</c> command line, from the model that the program prints.</summary>
internal sealed class SlipwayCli(ServerProgram server)
{
    private readonly AwsCli aws = new(server);

    /// <summary>As a user does once; the clients keep it in the home folder.</summary>
    public async Task AddModelAsync()
    {
        var file = Path.Combine(server.DataFolder, "slipway.json");
        await File.WriteAllTextAsync(file, (await server.CommandAsync("model")).Succeeds().Output);
        (await aws.RunAsync("configure", "add-model", "--service-name", "slipway", "--service-model", $"file://{file}")).Succeeds();
    }

    public Task<ToolResult> RunAsync(params string[] arguments) => aws.RunAsync(["slipway", .. arguments]);

    public async Task<JsonElement> SaysAsync(params string[] arguments) => (await RunAsync(arguments)).Succeeds().Json;
}

using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>The <c>aws</c> command line against a server.</summary>
internal sealed class AwsCli(ServerProgram server)
{
    /// <summary>Runs <c>aws</c> with JSON output; the endpoint is named because older versions do not read its variable.</summary>
    public Task<ToolResult> RunAsync(params string[] arguments) => Tool.RunAsync(
        "aws",
        ["--endpoint-url", server.Url.ToString(), "--output", "json", .. arguments],
        server.ClientEnvironment);

    public async Task<JsonElement> Ecr(params string[] arguments) => (await RunAsync(["ecr", .. arguments])).Succeeds().Json;

    public async Task EcrFails(string error, params string[] arguments) => (await RunAsync(["ecr", .. arguments])).FailsWith(error);
}

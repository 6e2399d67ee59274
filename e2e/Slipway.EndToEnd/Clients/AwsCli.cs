using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>The <c>aws</c> command line against a server.</summary>
internal sealed class AwsCli(ServerProgram server)
{
    /// <summary>
    /// Runs <c>aws</c> with JSON output; the endpoint is named because older versions do not read its variable. Skips the
    /// test where the installed version does not know a command.
    /// </summary>
    public async Task<ToolResult> RunAsync(params string[] arguments)
    {
        var ended = await Tool.RunAsync("aws", ["--endpoint-url", server.Url.ToString(), "--output", "json", .. arguments], server.ClientEnvironment);
        Assert.SkipWhen(
            ended.Code != 0 && (ended.Errors.Contains("nvalid choice", StringComparison.Ordinal) || ended.Errors.Contains("Unknown options", StringComparison.Ordinal)),
            $"this version of aws does not know {string.Join(' ', arguments.Take(2))} or a parameter of it");
        return ended;
    }

    /// <returns>What was answered; an empty object where the command says nothing.</returns>
    public async Task<JsonElement> Ecr(params string[] arguments)
    {
        var ended = (await RunAsync(["ecr", .. arguments])).Succeeds();
        return string.IsNullOrWhiteSpace(ended.Output) ? JsonDocument.Parse("{}").RootElement : ended.Json;
    }

    public async Task EcrFails(string error, params string[] arguments) => (await RunAsync(["ecr", .. arguments])).FailsWith(error);
}

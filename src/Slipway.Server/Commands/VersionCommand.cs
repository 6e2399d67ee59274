namespace Slipway.Server.Commands;

/// <summary><c>slipway version</c>.</summary>
internal static class VersionCommand
{
    public static async Task<int> RunAsync(SlipwayOptions options, CancellationToken ct)
    {
        await Console.Out.WriteLineAsync($"slipway {ProgramVersion.Text}");
        return 0;
    }
}

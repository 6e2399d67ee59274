using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Crash;

/// <summary>
/// The program has no clock that a test could move, and its shortest waiting periods are days: so time passes in the rows
/// of a stopped server, which are given the end of their period as if they had been written days ago.
/// </summary>
internal static class Ageing
{
    private const string Script =
        """
        import json, sqlite3, sys
        with sqlite3.connect(sys.argv[1]) as database:
            aged = database.execute(sys.argv[2], json.load(sys.stdin)).rowcount
        print(aged)
        """;

    /// <param name="column">When the waiting period of a row is over.</param>
    /// <param name="key">The column that names a row.</param>
    public static async Task EndAsync(ServerProgram server, string table, string column, string key, IReadOnlyCollection<string> named)
    {
        var update = $"update {table} set {column} = 1 where {column} > 1 and {key} in ({string.Join(',', named.Select(_ => '?'))})";
        var ended = await Tool.RunAsync(
            "python3", ["-c", Script, Path.Combine(server.DataFolder, "slipway.db"), update], server.ClientEnvironment, JsonSerializer.Serialize(named));
        Assert.Equal($"{named.Count}", ended.Succeeds().Output.Trim());
    }
}

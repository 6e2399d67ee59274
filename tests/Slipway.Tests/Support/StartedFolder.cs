using Microsoft.Extensions.DependencyInjection;
using Slipway.Adapters.Sql;
using Slipway.Registry.Journal;
using Slipway.Server;
using Slipway.Server.Logging;

namespace Slipway.Tests.Support;

/// <summary>
/// A data folder as a first start leaves it: with the schema, the admin, the organization and the positions of those who
/// follow the journal. Made once; doing all that anew for each of thousands of servers would take much of the tests' time.
/// </summary>
/// <param name="Files">By their paths in the folder.</param>
/// <param name="Ids">How many ids it has taken.</param>
internal sealed record StartedFolder(IReadOnlyDictionary<string, byte[]> Files, int Ids)
{
    private static readonly Lazy<StartedFolder> Made = new(() => Task.Run(MakeAsync).GetAwaiter().GetResult());

    public static StartedFolder Only => Made.Value;

    public void CopyTo(string folder)
    {
        foreach (var (path, content) in Files)
        {
            var target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, content);
        }
    }

    private static async Task<StartedFolder> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("slipway-test-").FullName;
        try
        {
            SequenceIds ids = new();
            var options = SlipwayOptions.Load(SlipwayApp.SettingsOf(folder).GetValueOrDefault);
            using (LogSink sink = new(options.LogFormat, new LogCapture()))
            {
                await using var server = await SlipwayServer.StartAsync(new(options, sink, new FakeClock(), ids), CancellationToken.None);
                await FollowersHaveBegunAsync(server.Services);
            }

            // The file alone holds everything once the server has stopped.
            var files = ((string[])["slipway.db", "keys/data.key", "credentials"]).ToDictionary(path => path, path => File.ReadAllBytes(Path.Combine(folder, path)));
            return new(files, ids.Made);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FollowersHaveBegunAsync(IServiceProvider services)
    {
        var database = services.GetRequiredService<Database>();
        var followers = services.GetServices<ChangeFollower>().Count();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await database.ReadAsync(session => session.On("select count(*) from registry_follower").Number(), patience.Token) < followers)
            await Task.Delay(5, patience.Token);
    }
}

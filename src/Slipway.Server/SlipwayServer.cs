using Slipway.Adapters.DataFolder;
using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Server.Configuration;
using Slipway.Server.Http;
using Slipway.Server.Logging;

namespace Slipway.Server;

/// <summary>What a server is made from. The tests hand in a clock and ids of their own.</summary>
internal sealed record ServerParts(SlipwayOptions Options, LogSink Sink, TimeProvider Clock, IIdSource Ids);

/// <summary>A running server.</summary>
internal sealed class SlipwayServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly FolderLock folder;

    private SlipwayServer(WebApplication app, FolderLock folder, bool isFirstStart)
    {
        this.app = app;
        this.folder = folder;
        IsFirstStart = isFirstStart;
        Addresses = BoundAddress.All(app.Services);
    }

    /// <summary>Where it listens, with the ports that the system chose.</summary>
    public IReadOnlyList<ListenAddress> Addresses { get; }

    /// <summary>Nobody was known here before.</summary>
    public bool IsFirstStart { get; }

    /// <summary>The host that registry clients log in to.</summary>
    public string RegistryHost => app.Services.GetRequiredService<RegistryHost>().HomeHost;

    public IServiceProvider Services => app.Services;

    /// <summary>Takes the data folder, then listens. When this returns, requests are answered.</summary>
    /// <exception cref="DataFolderException">The folder cannot be used, or another process has it.</exception>
    public static async Task<SlipwayServer> StartAsync(ServerParts parts, CancellationToken ct)
    {
        var folder = FolderLock.Take(parts.Options.DataFolder, parts.Clock);
        WebApplication? app = null;
        try
        {
            app = Composition.Build(parts, folder);
            var isFirstStart = await Composition.OpenStorageAsync(app.Services, parts.Options, ct);
            await app.StartAsync(ct);
            return new(app, folder, isFirstStart);
        }
        catch
        {
            if (app is not null) await app.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    public Task WaitForStopAsync() => app.WaitForShutdownAsync();

    /// <summary>Lets transfers finish, closes the store, and gives the folder back.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Dispose();
    }
}

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

    private SlipwayServer(WebApplication app, bool isFirstStart)
    {
        this.app = app;
        IsFirstStart = isFirstStart;
        Addresses = BoundAddress.All(app.Services);
    }

    /// <summary>Where it listens, with the ports that the system chose.</summary>
    public IReadOnlyList<ListenAddress> Addresses { get; }

    /// <summary>Nobody was known here before.</summary>
    public bool IsFirstStart { get; }

    /// <summary>The host that registry clients log in to.</summary>
    public string RegistryHost => app.Services.GetRequiredService<RegistryHost>() is var host ? host.HostOf(host.Home) : "";

    public IServiceProvider Services => app.Services;

    /// <summary>Opens the data folder, then listens. When this returns, requests are answered.</summary>
    public static async Task<SlipwayServer> StartAsync(ServerParts parts, CancellationToken ct)
    {
        var app = Composition.Build(parts);
        try
        {
            var isFirstStart = await Composition.OpenStorageAsync(app.Services, parts.Options, ct);
            await app.StartAsync(ct);
            return new(app, isFirstStart);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public Task WaitForStopAsync() => app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}

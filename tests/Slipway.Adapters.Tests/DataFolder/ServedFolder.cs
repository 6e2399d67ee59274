using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Adapters.DataFolder;
using Slipway.Adapters.Tests.Collection;
using Slipway.Adapters.Tests.Support;

namespace Slipway.Adapters.Tests.DataFolder;

/// <summary>A data folder with its owner: lock, registry, maintenance commands and control socket.</summary>
internal sealed class ServedFolder : IAsyncDisposable
{
    public ServedFolder(string path)
    {
        Lock = FolderLock.Take(path, TimeProvider.System);
        Registry = new(path, TimeProvider.System.GetUtcNow());
        Backup = new(Lock.Layout, Registry.Database, Registry.Gate, TimeProvider.System, NullLoggerFactory.Instance);
        Commands = new(Registry.Collector(), new(Registry.Metadata, Registry.Blobs, Registry.Locks, Registry.Gate), Backup, new(Registry.Blobs, TestKeys.Shared));
        Server = new(Lock, Commands, TimeProvider.System, NullLogger<ControlServer>.Instance);
    }

    public FolderLock Lock { get; }

    public StoredRegistry Registry { get; }

    public Backup Backup { get; }

    public MaintenanceCommands Commands { get; }

    public ControlServer Server { get; }

    public async ValueTask DisposeAsync()
    {
        await Server.StopAsync(CancellationToken.None);
        Server.Dispose();
        await Registry.DisposeAsync();
        Lock.Dispose();
    }
}

/// <summary>What a command has printed.</summary>
internal sealed class Printed
{
    public List<string> Said { get; } = [];

    public List<string> Complaints { get; } = [];

    public CommandOutput Output => new(Said.Add, Complaints.Add);
}

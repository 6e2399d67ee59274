using Microsoft.Extensions.DependencyInjection;
using Slipway.Registry;
using Slipway.Workers;

namespace Slipway.Adapters.DataFolder;

internal static class MaintenanceComposition
{
    /// <summary>
    /// The maintenance commands over the registry that <see cref="RegistryComposition.AddRegistry"/> has put together, for
    /// a server and for a command that owns the folder itself alike. The program provides the database.
    /// </summary>
    public static IServiceCollection AddMaintenance(this IServiceCollection services, FolderLock folder) => services
        .AddSingleton(folder)
        .AddSingleton(folder.Layout)
        .AddSingleton<Backup>()
        .AddSingleton<MaintenanceCommands>();

    /// <summary>For a server: collects by itself, and runs the commands for other processes.</summary>
    public static IServiceCollection AddMaintenanceServer(this IServiceCollection services) => services
        .AddSingleton<ILeases, ProcessLeases>()
        .AddHostedService<CollectionWorker>()
        .AddHostedService<ControlServer>();

    /// <summary>For a command without a server: nobody has been told anything since the last server ran.</summary>
    public static IServiceCollection AddClaimsOfLastServer(this IServiceCollection services, FolderLock folder) =>
        services.AddSingleton(provider => new BlobClaims(provider.GetRequiredService<TimeProvider>(), folder.LastServedAt));
}

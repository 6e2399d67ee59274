using Microsoft.Extensions.DependencyInjection;
using Slipway.Registry.Layers;

namespace Slipway.Registry.Replication;

internal static class ReplicationComposition
{
    /// <summary>What brings images to other registries while a server runs.</summary>
    public static IServiceCollection AddReplication(this IServiceCollection services) => services
        .AddSingleton<CopyLayer>()
        .AddSingleton<ReplicationSettings>()
        .AddSingleton<ReplicationQueue>()
        .AddSingleton<IReplicationWaker>(provider => provider.GetRequiredService<ReplicationQueue>())
        .AddSingleton<BackfillSearch>()
        .AddSingleton<ReplicationSelection>()
        .AddSingleton<SettingsReplication>()
        .AddSingleton<ISettingsReplication>(provider => provider.GetRequiredService<SettingsReplication>())
        .AddSingleton<LocalSettings>()
        .AddSingleton<LocalDestination>()
        .AddSingleton<KnownRepositories>()
        .AddSingleton<ReplicationDestinations>()
        .AddSingleton<ReplicationAttempt>()
        .AddFollower<ReplicationFollower>()
        .AddHostedService<ReplicationWorker>();
}

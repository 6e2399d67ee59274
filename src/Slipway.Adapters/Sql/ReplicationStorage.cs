using Microsoft.Extensions.DependencyInjection;
using Slipway.Adapters.Aws;
using Slipway.Registry.Replication;

namespace Slipway.Adapters.Sql;

internal static class ReplicationStorage
{
    /// <summary>The queue of replication, and how it speaks to other servers.</summary>
    public static IServiceCollection AddReplicationStorage(this IServiceCollection services) => services
        .AddSingleton<IReplicationStore, SqlReplicationStore>()
        .AddSingleton<IReplicationBackfillStore, SqlReplicationBackfillStore>()
        .AddSingleton<AwsClient>()
        .AddSingleton<RemoteKeys>()
        .AddSingleton<IRemoteEcr, RemoteEcr>();
}

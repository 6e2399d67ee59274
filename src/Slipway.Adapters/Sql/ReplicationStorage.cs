using Microsoft.Extensions.DependencyInjection;
using Slipway.Registry.Replication;

namespace Slipway.Adapters.Sql;

internal static class ReplicationStorage
{
    public static IServiceCollection AddReplicationStorage(this IServiceCollection services) => services
        .AddSingleton<IReplicationStore, SqlReplicationStore>();
}

using Microsoft.Extensions.DependencyInjection;
using Slipway.Registry.Replication;

namespace Slipway.Ecr.Replication;

internal static class EcrReplication
{
    /// <summary>What replication asks of whoever decides about permissions.</summary>
    public static IServiceCollection AddEcrReplication(this IServiceCollection services) => services
        .AddSingleton<IReplicationPermissions, ReplicationPermissions>();
}

using Microsoft.Extensions.DependencyInjection;

namespace Slipway.Sts;

internal static class StsComposition
{
    /// <summary>What STS's operations need beside the identities; the operations register themselves.</summary>
    public static IServiceCollection AddSts(this IServiceCollection services) => services
        .AddSingleton<SessionPolicies>()
        .AddSingleton<RoleAdmission>()
        .AddSingleton<RoleSessions>();
}

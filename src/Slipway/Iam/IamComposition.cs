using Microsoft.Extensions.DependencyInjection;

namespace Slipway.Iam;

internal static class IamComposition
{
    /// <summary>What IAM's operations need beside the identities; the operations register themselves.</summary>
    public static IServiceCollection AddIam(this IServiceCollection services) => services
        .AddSingleton<Paging>()
        .AddSingleton<PolicyHolders>();
}

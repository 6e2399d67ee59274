using Microsoft.Extensions.DependencyInjection;
using Slipway.Wire;

namespace Slipway.Organizations;

internal static class OrganizationsComposition
{
    /// <summary>What the operations of Organizations need; the operations register themselves.</summary>
    public static IServiceCollection AddOrganizations(this IServiceCollection services) => services
        .AddSingleton<Paging>()
        .AddSingleton<IResourceLookup, OrganizationResources>();
}

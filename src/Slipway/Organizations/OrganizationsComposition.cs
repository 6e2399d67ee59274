using Microsoft.Extensions.DependencyInjection;

namespace Slipway.Organizations;

internal static class OrganizationsComposition
{
    /// <summary>What the operations of Organizations need; the operations register themselves.</summary>
    public static IServiceCollection AddOrganizations(this IServiceCollection services) => services;
}

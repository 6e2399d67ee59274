using Microsoft.Extensions.DependencyInjection;

namespace Slipway.CloudTrail;

internal static class CloudTrailComposition
{
    /// <summary>What the operations of CloudTrail need; the operations register themselves.</summary>
    public static IServiceCollection AddCloudTrail(this IServiceCollection services) => services;
}

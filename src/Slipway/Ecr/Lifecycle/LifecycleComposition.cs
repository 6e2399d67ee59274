using Microsoft.Extensions.DependencyInjection;
using Slipway.Registry;

namespace Slipway.Ecr.Lifecycle;

internal static class LifecycleComposition
{
    /// <summary>Lifecycle policies: what decides, what acts, and what sees to it that both happen.</summary>
    public static IServiceCollection AddLifecyclePolicies(this IServiceCollection services) => services
        .AddSingleton<LifecycleEvaluator>()
        .AddSingleton<LifecycleAudit>()
        .AddSingleton<LifecycleRuns>()
        .AddSingleton<LifecyclePreviews>()
        .AddHostedService(provider => provider.GetRequiredService<LifecyclePreviews>())
        .AddHostedService<LifecycleWorker>()
        .AddFollower<LifecycleTrigger>();
}

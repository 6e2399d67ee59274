using Microsoft.Extensions.DependencyInjection;

namespace Slipway.Registry.PullThrough;

internal static class PullThroughComposition
{
    /// <summary>The pull-through cache. The program provides <see cref="Remotes.IRemoteRegistries"/>, <see cref="IUpstreamCredentials"/>, <see cref="IUpstreamPermissions"/> and <see cref="IUpstreamCheckStore"/>.</summary>
    public static IServiceCollection AddPullThrough(this IServiceCollection services) => services
        .AddSingleton<PullThroughRules>()
        .AddSingleton<PullThroughMetrics>()
        .AddSingleton<LocalContent>()
        .AddSingleton<LocalChain>()
        .AddSingleton<LocalUpstreams>()
        .AddSingleton(provider => new Lazy<UpstreamImages>(provider.GetRequiredService<UpstreamImages>))
        .AddSingleton<Upstreams>()
        .AddSingleton<UpstreamTags>()
        .AddSingleton<UpstreamJournal>()
        .AddSingleton<UpstreamBlobs>()
        .AddSingleton<UpstreamImports>()
        .AddSingleton<UpstreamImages>();
}

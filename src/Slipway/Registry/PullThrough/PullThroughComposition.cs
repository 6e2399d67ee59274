using Microsoft.Extensions.DependencyInjection;
using Slipway.Registry.Remotes;

namespace Slipway.Registry.PullThrough;

internal static class PullThroughComposition
{
    /// <summary>The pull-through cache. The program provides <see cref="IRemoteRegistries"/>, <see cref="IUpstreamCredentials"/>, <see cref="IUpstreamPermissions"/>, <see cref="IUpstreamReads"/> and <see cref="IUpstreamCheckStore"/>.</summary>
    public static IServiceCollection AddPullThrough(this IServiceCollection services) => services
        .AddSingleton<PullThroughRules>()
        .AddSingleton<FetchTrail>()
        .AddSingleton<PullThroughMetrics>()
        .AddSingleton<LocalContent>()
        .AddSingleton<LocalChain>()
        .AddSingleton<LocalUpstreams>()
        .AddSingleton(provider => new Lazy<UpstreamImages>(provider.GetRequiredService<UpstreamImages>))
        .AddSingleton(provider => new Lazy<UpstreamReferrers>(provider.GetRequiredService<UpstreamReferrers>))
        .AddSingleton<Upstreams>()
        .AddSingleton<UpstreamTags>()
        .AddSingleton<UpstreamJournal>()
        .AddSingleton<UpstreamBlobs>()
        .AddSingleton<UpstreamImports>()
        .AddSingleton<UpstreamImages>()
        .AddSingleton<UpstreamReferrers>();
}

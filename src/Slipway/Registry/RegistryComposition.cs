using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Registry.Archiving;
using Slipway.Registry.Caching;
using Slipway.Registry.Creation;
using Slipway.Registry.Images;
using Slipway.Registry.Journal;
using Slipway.Registry.Layers;
using Slipway.Registry.Policies;
using Slipway.Registry.Quotas;
using Slipway.Registry.Scanning;

namespace Slipway.Registry;

/// <summary>The adapters of the registry's metadata, as they are without the caches before them.</summary>
public sealed record RegistryStores(IRepositoryStore Repositories, IImageStore Images, IBlobLinkStore Links, ICollectorStore Collector, IStorageQuotaStore Quotas);

public static class RegistryComposition
{
    /// <summary>
    /// The registry's use cases, and its stores as everyone else sees them: behind caches that stay right because every
    /// write goes through them. The program provides <see cref="RegistryStores"/>, <see cref="PolicyStores"/>, <see cref="IBlobStore"/>,
    /// <see cref="RegistryHost"/>, <see cref="Kernel.DataKey"/>, <see cref="Kernel.IIdSource"/> <see cref="TimeProvider"/>
    /// and <see cref="CollectorOptions"/>.
    /// </summary>
    public static IServiceCollection AddRegistry(this IServiceCollection services) => services
        .AddSingleton<BlobLocks>()
        .AddSingleton<BlobClaims>()
        .AddSingleton(provider => new CachedRepositories(provider.GetRequiredService<RegistryStores>().Repositories))
        .AddSingleton<IRepositoryStore>(provider => provider.GetRequiredService<CachedRepositories>())
        .AddSingleton(provider => new CachedImages(provider.GetRequiredService<RegistryStores>().Images, provider.GetRequiredService<ChangeSignal>()))
        .AddSingleton<IImageStore>(provider => provider.GetRequiredService<CachedImages>())
        .AddSingleton(provider => new CachedLinks(
            provider.GetRequiredService<RegistryStores>().Links, provider.GetRequiredService<BlobClaims>(), provider.GetRequiredService<CachedRepositories>()))
        .AddSingleton<IBlobLinkStore>(provider => provider.GetRequiredService<CachedLinks>())
        .AddSingleton<ICollectorStore>(provider => new CachedCollector(provider.GetRequiredService<RegistryStores>().Collector, provider.GetRequiredService<CachedImages>()))
        .AddSingleton<IStorageQuotaStore>(provider => new CachedQuotas(provider.GetRequiredService<RegistryStores>().Quotas))
        .AddSingleton<IRepositoryPolicyStore>(provider => new CachedRepositoryPolicies(provider.GetRequiredService<PolicyStores>().Repositories))
        .AddSingleton<IRegistryPolicyStore>(provider => new CachedRegistryPolicies(provider.GetRequiredService<PolicyStores>().Registries))
        .AddSingleton<ScanningSettings>()
        .AddSingleton<IImageScans, NoScanner>()
        .AddSingleton<CollectionGate>()
        .AddSingleton<GarbageCollector>()
        .AddSingleton<Verifier>()
        .AddSingleton<PushImage>()
        .AddSingleton<PullImage>()
        .AddSingleton<PushLayer>()
        .AddSingleton<PullLayer>()
        .AddSingleton<LayerUrls>()
        .AddSingleton<PullTimes>()
        .AddSingleton<LayerFreezer>()
        .AddSingleton<LayerThawer>()
        .AddSingleton<PullExclusions>()
        .AddSingleton<ChangeSignal>()
        .AddSingleton<ChangeFeed>()
        .AddSingleton<RepositoryCreator>()
        .AddSingleton<RecycleBin.Restorer>()
        .AddSingleton<Search.ImageSearcher>()
        .AddHostedService(provider => provider.GetRequiredService<PullTimes>());

    /// <summary>One that follows the journal while the program runs.</summary>
    internal static IServiceCollection AddFollower<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(this IServiceCollection services)
        where T : ChangeFollower => services
        .AddSingleton<T>()
        .AddSingleton<ChangeFollower>(provider => provider.GetRequiredService<T>())
        .AddHostedService(provider => provider.GetRequiredService<T>());
}

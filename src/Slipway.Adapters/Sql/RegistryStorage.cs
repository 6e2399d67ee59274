using Microsoft.Extensions.DependencyInjection;
using Slipway.Adapters.Sealing;
using Slipway.Registry;
using Slipway.Registry.Archiving;
using Slipway.Registry.Creation;
using Slipway.Registry.Images;
using Slipway.Registry.Journal;
using Slipway.Registry.Lifecycle;
using Slipway.Registry.PullThrough;
using Slipway.Registry.Policies;
using Slipway.Registry.Protection;
using Slipway.Registry.RecycleBin;
using Slipway.Registry.Search;
using Slipway.Registry.Usage;
using Slipway.Registry.Signing;

namespace Slipway.Adapters.Sql;

internal static class RegistryStorage
{
    /// <summary>The stores of the registry.</summary>
    public static IServiceCollection AddRegistryStorage(this IServiceCollection services) => services
        .AddSingleton<IPullExclusionStore, SqlPullExclusionStore>()
        .AddSingleton<ISigningStore, SqlSigningStore>()
        .AddSingleton<ICreationTemplateStore, SqlCreationTemplateStore>()
        .AddSingleton(provider => StoresOf(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<IdentityDatabase>(), provider.GetRequiredService<ManifestSealing>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => PoliciesOf(provider.GetRequiredService<IdentityDatabase>()))
        .AddSingleton<ILifecyclePolicyStore, SqlLifecyclePolicyStore>()
        .AddSingleton<ILifecyclePreviewStore, SqlLifecyclePreviewStore>()
        .AddSingleton<IChangeJournal, SqlChangeJournal>()
        .AddSingleton<IArchiveStore, SqlArchiveStore>()
        .AddSingleton<IProtectionStore, SqlProtectionStore>()
        .AddSingleton<IRecycleBinStore, SqlRecycleBinStore>()
        .AddSingleton<IImageSearchStore, SqlImageSearchStore>()
        .AddSingleton<IRepositoryUsageStore, SqlRepositoryUsageStore>()
        .AddSingleton<IUpstreamCheckStore, SqlUpstreamCheckStore>()
        .AddSingleton<IRegistryDocumentStore, SqlRegistryDocumentStore>();

    private static RegistryStores StoresOf(Database database, IdentityDatabase identities, ManifestSealing sealing, TimeProvider clock) => new(
        new SqlRepositoryStore(database, identities, clock), new SqlImageStore(database, sealing, clock), new SqlBlobLinkStore(database),
        new SqlCollectorStore(database, sealing), new SqlStorageQuotaStore(database));

    private static PolicyStores PoliciesOf(IdentityDatabase identities) => new(new SqlRepositoryPolicyStore(identities), new SqlRegistryPolicyStore(identities));
}

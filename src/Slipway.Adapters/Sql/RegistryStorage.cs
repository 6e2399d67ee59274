using Microsoft.Extensions.DependencyInjection;
using Slipway.Registry;
using Slipway.Registry.Creation;
using Slipway.Registry.Images;
using Slipway.Registry.Journal;
using Slipway.Registry.Protection;
using Slipway.Registry.Quotas;

namespace Slipway.Adapters.Sql;

internal static class RegistryStorage
{
    /// <summary>The stores of the registry.</summary>
    public static IServiceCollection AddRegistryStorage(this IServiceCollection services) => services
        .AddSingleton(provider => StoresOf(provider.GetRequiredService<Database>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IPullExclusionStore, SqlPullExclusionStore>()
        .AddSingleton<ICreationTemplateStore, SqlCreationTemplateStore>()
        .AddSingleton<IChangeJournal, SqlChangeJournal>()
        .AddSingleton<IProtectionStore, SqlProtectionStore>()
        .AddSingleton<IStorageQuotaStore, SqlStorageQuotaStore>()
        .AddSingleton<IRegistryDocumentStore, SqlRegistryDocumentStore>();

    private static RegistryStores StoresOf(Database database, TimeProvider clock) => new(
        new SqlRepositoryStore(database), new SqlImageStore(database, clock), new SqlBlobLinkStore(database), new SqlCollectorStore(database));
}

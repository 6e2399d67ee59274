using Slipway.Registry;
using Slipway.Registry.Creation;
using Slipway.Registry.Images;
using Slipway.Registry.Journal;
using Slipway.Registry.Lifecycle;
using Slipway.Registry.Policies;
using Slipway.Registry.Protection;
using Slipway.Registry.Quotas;
using Slipway.Registry.RecycleBin;
using Slipway.Registry.Search;
using Slipway.Registry.Usage;
using Slipway.Registry.Signing;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>The stores of one adapter over one fresh database.</summary>
public abstract class RegistryStores : IAsyncDisposable
{
    public required IRepositoryStore Repositories { get; init; }

    public required IImageStore Images { get; init; }

    public required IBlobLinkStore Links { get; init; }

    public required ICollectorStore Collector { get; init; }

    public required IChangeJournal Journal { get; init; }

    public required IRegistryDocumentStore Documents { get; init; }

    public required Slipway.Registry.Replication.IReplicationStore Replication { get; init; }

    public required Slipway.Registry.Replication.IReplicationBackfillStore Backfills { get; init; }

    public required IStorageQuotaStore Quotas { get; init; }

    public required IImageSearchStore Search { get; init; }

    public required IRepositoryUsageStore Usage { get; init; }

    public required IRecycleBinStore RecycleBin { get; init; }

    public required IProtectionStore Protections { get; init; }

    public required ICreationTemplateStore Templates { get; init; }

    public required ISigningStore Signings { get; init; }

    public required IPullExclusionStore Exclusions { get; init; }

    public required IRepositoryPolicyStore RepositoryPolicies { get; init; }

    public required IRegistryPolicyStore RegistryPolicies { get; init; }

    /// <summary>Another object once decisions that were made before must not be remembered.</summary>
    public required Func<object> Generation { get; init; }

    public required ILifecyclePolicyStore LifecyclePolicies { get; init; }

    public required ILifecyclePreviewStore LifecyclePreviews { get; init; }

    public required Slipway.Registry.Archiving.IArchiveStore Archive { get; init; }

    /// <summary>Counts that disagree with what they count, as sentences.</summary>
    public abstract Task<IReadOnlyList<string>> WrongCountsAsync();

    /// <summary>Rows that are still there, as "table: number".</summary>
    public abstract Task<IReadOnlyList<string>> RowsAsync();

    public abstract ValueTask DisposeAsync();
}

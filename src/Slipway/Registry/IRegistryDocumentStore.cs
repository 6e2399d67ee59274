namespace Slipway.Registry;

/// <summary>
/// The settings of a whole registry, one JSON document of each kind. Each method is one transaction; what returned is
/// durable. Must pass RegistryDocumentStoreContract.
/// </summary>
public interface IRegistryDocumentStore
{
    /// <returns>null when there is none.</returns>
    ValueTask<string?> FindAsync(RegistryScope registry, string kind, CancellationToken ct);

    ValueTask PutAsync(RegistryScope registry, string kind, string content, DateTimeOffset at, CancellationToken ct);

    /// <summary>Replaces the document by what <paramref name="change"/> makes of it; null for none, both ways. An exception of it changes nothing and comes through.</summary>
    /// <returns>What <paramref name="change"/> made.</returns>
    ValueTask<string?> ChangeAsync(RegistryScope registry, string kind, Func<string?, string?> change, DateTimeOffset at, CancellationToken ct);

    /// <returns>What was there; null when there was none.</returns>
    ValueTask<string?> DeleteAsync(RegistryScope registry, string kind, CancellationToken ct);
}

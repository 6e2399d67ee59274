using Slipway.Kernel;

namespace Slipway.Kms.Keys;

/// <summary>
/// Keys and their aliases. Each method is one transaction; what returned is durable, and holds for every blob that is opened
/// from then on. Must pass KeyStoreContract.
/// </summary>
internal interface IKeyStore
{
    /// <param name="sealedMaterial">Opens only with the data key, for the key's ARN.</param>
    /// <param name="alias">An alias that comes with it; null for none.</param>
    /// <returns>false, and nothing is added, when the alias is taken.</returns>
    ValueTask<bool> TryAddAsync(KmsKey key, byte[] sealedMaterial, string? alias, CancellationToken ct);

    /// <returns>null when absent.</returns>
    ValueTask<KmsKey?> FindAsync(string account, string region, string keyId, CancellationToken ct);

    /// <returns>null when the alias is absent.</returns>
    ValueTask<KmsKey?> FindByAliasAsync(string account, string region, string alias, CancellationToken ct);

    /// <returns>The sealed material; null when the key is absent.</returns>
    ValueTask<byte[]?> FindMaterialAsync(string arn, CancellationToken ct);

    /// <summary>Replaces the key by what <paramref name="change"/> makes of it, in one transaction. Its exceptions change nothing and come through.</summary>
    /// <returns>The key as it is now; null when absent.</returns>
    ValueTask<KmsKey?> ChangeAsync(string account, string region, string keyId, Func<KmsKey, KmsKey> change, CancellationToken ct);

    /// <summary>In the order of the ids, those after <paramref name="after"/>.</summary>
    ValueTask<Page<KmsKey>> ListAsync(string account, string region, string? after, int limit, CancellationToken ct);

    /// <summary>Destroys the material of keys whose waiting period has run out, and forgets them with their aliases, some at a time.</summary>
    /// <returns>The ARNs of those that went.</returns>
    ValueTask<IReadOnlyList<string>> DestroyDueAsync(DateTimeOffset now, int limit, CancellationToken ct);

    /// <returns>false when the alias is taken.</returns>
    ValueTask<bool> TryAddAliasAsync(KmsAlias alias, CancellationToken ct);

    /// <returns>false when there is no such alias.</returns>
    ValueTask<bool> MoveAliasAsync(string account, string region, string alias, string keyId, DateTimeOffset at, CancellationToken ct);

    /// <returns>false when there is no such alias.</returns>
    ValueTask<bool> DeleteAliasAsync(string account, string region, string alias, CancellationToken ct);

    /// <summary>In the order of the names.</summary>
    /// <param name="keyId">Only those of this key; null for all.</param>
    ValueTask<Page<KmsAlias>> ListAliasesAsync(string account, string region, string? keyId, string? after, int limit, CancellationToken ct);
}

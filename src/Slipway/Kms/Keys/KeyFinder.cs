using Slipway.Wire;

namespace Slipway.Kms.Keys;

/// <summary>Finds the key that a request names.</summary>
internal sealed class KeyFinder(IKeyStore keys, ManagedKeys managed)
{
    /// <summary>For the operations that take a key's id or ARN alone.</summary>
    /// <exception cref="AwsError">NotFoundException.</exception>
    public async ValueTask<KmsKey> RequireAsync(Caller caller, string keyId, CancellationToken ct)
    {
        var named = Named(caller, keyId);
        if (named.Alias is not null) throw KmsErrors.InvalidKeyId(keyId);
        return await FindAsync(named, ct) ?? throw KmsErrors.NotFound(named);
    }

    /// <summary>For those that take an alias too.</summary>
    /// <exception cref="AwsError">NotFoundException.</exception>
    public async ValueTask<KmsKey> RequireByAnyNameAsync(Caller caller, string keyId, CancellationToken ct)
    {
        var named = Named(caller, keyId);
        return await FindAsync(named, ct) ?? throw KmsErrors.NotFound(named);
    }

    /// <exception cref="AwsError">NotFoundException; AccessDeniedException for a key that AWS manages.</exception>
    public async ValueTask<KmsKey> ChangeAsync(Caller caller, string keyId, string action, Func<KmsKey, KmsKey> change, CancellationToken ct)
    {
        var found = await RequireAsync(caller, keyId, ct);
        return await keys.ChangeAsync(found.Account, found.Region, found.KeyId, Checked, ct) ?? throw KmsErrors.NotFound(NamedKey.Of(found.Account, found.Region, found.KeyId));

        KmsKey Checked(KmsKey key) => key.Owner is KeyOwner.Aws ? throw KmsErrors.ManagedByAws(caller, action, key) : change(key);
    }

    private static NamedKey Named(Caller caller, string keyId)
    {
        var named = NamedKey.Of(caller.Account, caller.Region, keyId);
        if (named.Region != caller.Region) throw KmsErrors.OfAnotherRegion(named.Region);
        if (named.KeyId is { } id && !NamedKey.IsKeyId(id)) throw KmsErrors.InvalidKeyId(id);
        return named;
    }

    /// <returns>null when it is absent.</returns>
    public async ValueTask<KmsKey?> FindAsync(NamedKey named, CancellationToken ct) => named.KeyId is { } id
        ? await keys.FindAsync(named.Account, named.Region, id, ct)
        : await keys.FindByAliasAsync(named.Account, named.Region, named.Alias!, ct)
            ?? (ManagedKeys.Knows(named.Alias!) ? await managed.EnsureAsync(named.Account, named.Region, named.Alias!, ct) : null);
}

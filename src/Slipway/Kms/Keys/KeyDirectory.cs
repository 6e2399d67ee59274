using Slipway.Wire.Keys;

namespace Slipway.Kms.Keys;

/// <inheritdoc/>
internal sealed class KeyDirectory(KeyFinder finder, ManagedKeys managed) : IKeyDirectory
{
    public async ValueTask<FoundKey> FindAsync(string account, string region, string key, CancellationToken ct)
    {
        var named = NamedKey.Of(account, region, key);
        return await finder.FindAsync(named, ct) is { } found ? Of(found) : new(named.ToString(), KeyUse.Missing);
    }

    public async ValueTask<FoundKey> ManagedAsync(string account, string region, string service, CancellationToken ct) =>
        Of(await managed.EnsureAsync(account, region, ManagedKeys.AliasOf(service), ct));

    private static FoundKey Of(KmsKey key) => new(key.Arn, key.State switch
    {
        KeyState.Enabled => KeyUse.Usable,
        KeyState.Disabled => KeyUse.Disabled,
        _ => KeyUse.PendingDeletion,
    });
}

using System.Security.Cryptography;
using Slipway.Kernel;

namespace Slipway.Kms.Keys;

/// <summary>Makes keys. Their material, 32 random bytes, is never seen outside: it is stored sealed under the data key.</summary>
internal sealed class NewKeys(IKeyStore keys, KeyMaterial material, IIdSource ids, TimeProvider clock)
{
    /// <returns>null when the alias is taken.</returns>
    public async ValueTask<KmsKey?> MakeAsync(
        string account, string region, string description, KeyOwner owner, string? policy, TagSet tags, string? alias, CancellationToken ct)
    {
        var created = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var key = new KmsKey(account, region, ids.NewId().ToString("D"), description, KeyState.Enabled, owner, created, null, policy, tags);
        return await keys.TryAddAsync(key, material.Seal(key.Arn, RandomNumberGenerator.GetBytes(KeyMaterial.Size)), alias, ct) ? key : null;
    }
}

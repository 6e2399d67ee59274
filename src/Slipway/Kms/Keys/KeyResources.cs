using Slipway.Wire;

namespace Slipway.Kms.Keys;

/// <summary>What policies may ask about keys and aliases. A key that is named by an alias is decided under its own ARN.</summary>
internal sealed class KeyResources(IKeyStore keys) : IResourceLookup
{
    public string Service => KeyArns.Service;

    public async ValueTask<ResourceFacts?> FindAsync(Arn resource, CancellationToken ct)
    {
        if (!resource.Resource.StartsWith(KeyArns.KeyPrefix, StringComparison.Ordinal)) return null;
        var name = resource.Resource[KeyArns.KeyPrefix.Length..];
        var key = name.StartsWith(KeyArns.AliasPrefix, StringComparison.Ordinal)
            ? await keys.FindByAliasAsync(resource.Account, resource.Region, name, ct)
            : await keys.FindAsync(resource.Account, resource.Region, name, ct);
        return key is null ? null : new(key.Arn) { Tags = key.Tags };
    }
}

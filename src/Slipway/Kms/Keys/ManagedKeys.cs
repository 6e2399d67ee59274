using Slipway.Kernel;

namespace Slipway.Kms.Keys;

/// <summary>The keys that AWS manages for its services, made when they are asked for first.</summary>
internal sealed class ManagedKeys(IKeyStore keys, NewKeys making)
{
    private const string Ecr = "alias/aws/ecr";

    public static bool Knows(string alias) => alias == Ecr;

    public static string AliasOf(string service) => $"alias/aws/{service}";

    public async ValueTask<KmsKey> EnsureAsync(string account, string region, string alias, CancellationToken ct)
    {
        while (true)
        {
            if (await keys.FindByAliasAsync(account, region, alias, ct) is { } found) return found;
            var service = alias[(alias.LastIndexOf('/') + 1)..].ToUpperInvariant();
            var made = await making.MakeAsync(
                account, region, $"Default key that protects my {service} data when no other key is defined", KeyOwner.Aws, null, TagSet.Empty, alias, ct);
            if (made is not null) return made;
        }
    }
}

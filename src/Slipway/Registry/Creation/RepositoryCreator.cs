using Slipway.Kernel;

namespace Slipway.Registry.Creation;

/// <summary>
/// Makes the repositories that nobody created: for a push, an image from elsewhere, or a pull through the cache. Whether
/// the one who caused it may do so has been decided before.
/// </summary>
public sealed class RepositoryCreator(IRepositoryStore repositories, TimeProvider clock)
{
    /// <returns>
    /// The repository, also when another was faster; null when a push finds no template that makes one
    /// ("Repository creation templates", "create on push").
    /// </returns>
    public async ValueTask<Repository?> CreateAsync(RegistryScope registry, RepositoryName name, CreationOccasion occasion, CancellationToken ct)
    {
        if (occasion is CreationOccasion.CreateOnPush) return null;
        var repository = new Repository(
            Id: 0, registry, name, DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()), TagRules.Mutable, ScanOnPush: false, Encryption.Default, TagSet.Empty);
        return await repositories.TryAddAsync(repository, ct) ?? await repositories.FindAsync(registry, name, ct);
    }
}

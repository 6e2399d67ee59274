using Slipway.Kernel;

namespace Slipway.Registry.Creation;

/// <summary>
/// Repository creation templates. Each method is one transaction; what returned is durable. Must pass
/// CreationTemplateStoreContract. A key is <see cref="CreationTemplate.KeyOf"/> a prefix.
/// </summary>
public interface ICreationTemplateStore
{
    /// <param name="most">How many a registry may have.</param>
    ValueTask<TemplateAddition> AddAsync(CreationTemplate template, int most, CancellationToken ct);

    /// <returns>null when absent.</returns>
    ValueTask<CreationTemplate?> FindAsync(RegistryScope registry, string key, CancellationToken ct);

    /// <summary>Of the templates for this occasion, the one with the longest prefix that a repository's name has.</summary>
    /// <returns>null when there is none.</returns>
    ValueTask<CreationTemplate?> FindForAsync(RegistryScope registry, RepositoryName name, CreationOccasion occasion, CancellationToken ct);

    /// <summary>In ordinal order of the keys, those after <paramref name="after"/>. Costs follow the page.</summary>
    ValueTask<Page<CreationTemplate>> ListAsync(RegistryScope registry, string? after, int limit, CancellationToken ct);

    /// <summary>Replaces a template by what <paramref name="change"/> makes of it; its registry, prefix and creation stay.</summary>
    /// <returns>The template as it is now; null when absent. An exception of <paramref name="change"/> changes nothing and comes through.</returns>
    ValueTask<CreationTemplate?> ChangeAsync(RegistryScope registry, string key, Func<CreationTemplate, CreationTemplate> change, CancellationToken ct);

    /// <returns>What was there; null when absent.</returns>
    ValueTask<CreationTemplate?> RemoveAsync(RegistryScope registry, string key, CancellationToken ct);
}

public enum TemplateAddition
{
    Added,
    Exists,

    /// <summary>The registry has as many as it may.</summary>
    TooMany,
}

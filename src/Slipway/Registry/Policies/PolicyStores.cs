namespace Slipway.Registry.Policies;

/// <summary>The adapters of policies, as they are without the caches before them.</summary>
public sealed record PolicyStores(IRepositoryPolicyStore Repositories, IRegistryPolicyStore Registries);

using Slipway.Wire;

namespace Slipway.SecretsManager;

/// <summary>What policies may ask about secrets: their whole ARN and their tags.</summary>
internal sealed class SecretResources(ISecretStore store) : IResourceLookup
{
    public string Service => "secretsmanager";

    public async ValueTask<ResourceFacts?> FindAsync(Arn resource, CancellationToken ct) =>
        await store.FindAsync(resource.ToString(), ct) is { } found ? new(found.Arn) { Tags = found.Tags } : null;
}

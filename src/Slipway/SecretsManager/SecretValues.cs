using Slipway.Wire.Secrets;

namespace Slipway.SecretsManager;

/// <inheritdoc cref="ISecretValues"/>
internal sealed class SecretValues(ISecretStore store, SecretVault vault) : ISecretValues
{
    public async ValueTask<SecretValue> FindAsync(string arn, CancellationToken ct)
    {
        if (await store.FindAsync(arn, ct) is not { } secret) return new(SecretStatus.Missing, null);
        if (secret.DeletedAt is not null) return new(SecretStatus.Unusable, null);
        if (secret.Staged(SecretStages.Current) is not { } current) return new(SecretStatus.Empty, null);
        if (await store.ReadValueAsync(secret.Id, current.Id, ct) is not { } value) return new(SecretStatus.Missing, null);
        return vault.Open(secret.Arn, current.Id, value).Text is { } text ? new(SecretStatus.Found, text) : new(SecretStatus.Unusable, null);
    }
}

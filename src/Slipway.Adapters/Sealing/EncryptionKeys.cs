using Slipway.Registry;
using Slipway.Registry.Sealing;
using Slipway.Wire;
using Slipway.Wire.Keys;

namespace Slipway.Adapters.Sealing;

/// <inheritdoc/>
internal sealed class EncryptionKeys(IKeyDirectory keys, DomainKeys domains) : IEncryptionKeys
{
    public async ValueTask<Encryption> ResolveAsync(RegistryScope registry, Encryption encryption, CancellationToken ct)
    {
        if (encryption.Type is EncryptionType.Aes256) return encryption;
        var found = encryption.KmsKey is { } key
            ? await keys.FindAsync(registry.Account, registry.Region, key, ct)
            : await keys.ManagedAsync(registry.Account, registry.Region, "ecr", ct);
        // No key lets another account in, nor does ECR take one of another region.
        if (!Arn.TryParse(found.Arn, out var arn) || arn.Account != registry.Account || arn.Region != registry.Region) throw KeyFaults.Of(found.Arn, KeyFault.Missing);
        return found.Use switch
        {
            KeyUse.Usable => encryption with { KmsKey = found.Arn },
            KeyUse.Disabled => throw KeyFaults.Of(found.Arn, KeyFault.Disabled),
            KeyUse.PendingDeletion => throw KeyFaults.Of(found.Arn, KeyFault.PendingDeletion),
            _ => throw KeyFaults.Of(found.Arn, KeyFault.Missing),
        };
    }

    public ValueTask<KeyUnavailableException?> FaultOfAsync(long domain, CancellationToken ct) => domains.FaultOfAsync(domain, ct);
}

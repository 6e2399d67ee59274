using Slipway.Kernel;

namespace Slipway.SecretsManager;

/// <summary>
/// Secrets with their sealed values. Each method is one transaction; what returned is durable. Must pass SecretStoreContract.
/// </summary>
internal interface ISecretStore
{
    /// <returns>null when absent.</returns>
    ValueTask<Secret?> FindAsync(SecretScope scope, string name, CancellationToken ct);

    /// <returns>The sealed value; null when there is no such version.</returns>
    ValueTask<byte[]?> ReadValueAsync(long id, string version, CancellationToken ct);

    /// <returns>false when the name is taken.</returns>
    ValueTask<bool> TryAddAsync(Secret secret, CancellationToken ct);

    /// <summary>Replaces a secret by what <paramref name="change"/> makes of it; versions that it leaves out are destroyed. An exception of it changes nothing and comes through.</summary>
    /// <returns>What it made; null when the secret is absent.</returns>
    ValueTask<Secret?> ChangeAsync(SecretScope scope, string name, Func<Secret, Secret> change, CancellationToken ct);

    /// <summary>Destroys a secret and its values.</summary>
    /// <returns>What was there; null when it was absent.</returns>
    ValueTask<Secret?> DeleteAsync(SecretScope scope, string name, CancellationToken ct);

    /// <summary>Destroys what is due, at most so many.</summary>
    /// <returns>What went.</returns>
    ValueTask<IReadOnlyList<Secret>> PurgeAsync(DateTimeOffset now, int limit, CancellationToken ct);

    /// <summary>In one of their orders, those after a place. Costs follow the page.</summary>
    ValueTask<Page<Secret>> ListAsync(SecretScope scope, SecretOrder order, bool isDescending, SecretPlace? after, int limit, CancellationToken ct);
}

/// <summary>What secrets are listed by; equal ones by their names.</summary>
internal enum SecretOrder
{
    Name,
    Created,
    Changed,
    Accessed,
}

/// <summary>A place in a listing.</summary>
/// <param name="At">Milliseconds since 1970 of the time that is listed by; 0 where it is the name, or the time is not known.</param>
internal readonly record struct SecretPlace(long At, string Name)
{
    public static SecretPlace Of(Secret secret, SecretOrder order) => new(
        order switch
        {
            SecretOrder.Created => secret.CreatedAt.ToUnixTimeMilliseconds(),
            SecretOrder.Changed => secret.ChangedAt.ToUnixTimeMilliseconds(),
            SecretOrder.Accessed => secret.AccessedAt?.ToUnixTimeMilliseconds() ?? 0,
            _ => 0,
        },
        secret.Name);
}

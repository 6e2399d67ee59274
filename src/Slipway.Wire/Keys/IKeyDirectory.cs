namespace Slipway.Wire.Keys;

/// <summary>The keys of KMS, for services of this server that encrypt under one.</summary>
public interface IKeyDirectory
{
    /// <param name="account">Whose keys and aliases an id or a bare alias means.</param>
    /// <param name="key">A key's id or ARN, an alias or its ARN.</param>
    ValueTask<FoundKey> FindAsync(string account, string region, string key, CancellationToken ct);

    /// <summary>The key that AWS would manage for a service, made when it is asked for first (<c>alias/aws/ecr</c>).</summary>
    ValueTask<FoundKey> ManagedAsync(string account, string region, string service, CancellationToken ct);
}

/// <param name="Arn">Of the key; where it is missing, what was looked for.</param>
public readonly record struct FoundKey(string Arn, KeyUse Use);

public enum KeyUse
{
    Usable,
    Disabled,
    PendingDeletion,
    Missing,
}

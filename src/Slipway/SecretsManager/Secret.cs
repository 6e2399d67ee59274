using Slipway.Kernel;

namespace Slipway.SecretsManager;

/// <summary>Secrets belong to an account and a region.</summary>
internal readonly record struct SecretScope(string Account, string Region);

/// <summary>A secret without its values.</summary>
/// <param name="Id">Given by the store, never used again; 0 before it is stored.</param>
/// <param name="Suffix">The six random characters at the end of its ARN: a secret that is made again under the same name is another.</param>
/// <param name="AccessedAt">The day on which a value was last handed out, at its beginning (UTC).</param>
/// <param name="PurgeAt">When it is destroyed; null unless it is scheduled to be.</param>
/// <param name="Versions">Oldest first.</param>
internal sealed record Secret(
    long Id,
    SecretScope Scope,
    string Name,
    string Suffix,
    string? Description,
    string? KmsKeyId,
    TagSet Tags,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    DateTimeOffset? AccessedAt,
    DateTimeOffset? DeletedAt,
    DateTimeOffset? PurgeAt,
    IReadOnlyList<SecretVersion> Versions)
{
    public string Arn => $"arn:aws:secretsmanager:{Scope.Region}:{Scope.Account}:secret:{Name}-{Suffix}";

    public SecretVersion? Version(string id) => Versions.FirstOrDefault(version => version.Id == id);

    public SecretVersion? Staged(string stage) => Versions.FirstOrDefault(version => version.Stages.Contains(stage));
}

/// <summary>One value of a secret, without the value.</summary>
/// <param name="Stages">Labels; none for a version that is only kept for a while.</param>
/// <param name="Fingerprint">Tells whether another value is the same, to those who hold the data key.</param>
/// <param name="Sealed">The value, sealed; only on the way into the store.</param>
internal sealed record SecretVersion(string Id, IReadOnlyList<string> Stages, DateTimeOffset CreatedAt, DateTimeOffset? AccessedAt, byte[] Fingerprint, byte[]? Sealed);

namespace Slipway.Registry;

/// <summary>
/// What a blob is stored under. Equal bytes in two domains of encryption are two blobs: they are kept under different
/// keys, and not shared. Ordered by domain, then digest.
/// </summary>
/// <param name="Domain"><see cref="Shared"/>, or the number of a KMS key's domain.</param>
public readonly record struct BlobName(long Domain, Digest Digest) : IComparable<BlobName>
{
    /// <summary>The domain of all repositories without a KMS key.</summary>
    public const long Shared = 0;

    public int CompareTo(BlobName other) => Domain.CompareTo(other.Domain) is var order and not 0 ? order : Digest.CompareTo(other.Digest);

    /// <summary>The digest; that of a domain of its own with the domain's number before it.</summary>
    public override string ToString() => Domain == Shared ? Digest.ToString() : $"{Domain}/{Digest}";
}

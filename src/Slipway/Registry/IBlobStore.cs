using System.IO.Pipelines;
using Slipway.Registry.Sealing;

namespace Slipway.Registry;

/// <summary>
/// Bytes under their digest, and uploads on their way there. Adapters: files (S3 later). Must pass BlobStoreContract.
/// </summary>
public interface IBlobStore
{
    /// <returns>The length in bytes; null when absent, or when what is there is known to be damaged.</returns>
    ValueTask<long?> FindAsync(BlobName name, CancellationToken ct);

    /// <summary>Opens a blob to be served.</summary>
    /// <param name="length">What the blob's link says; a blob of any other length is damaged, and set aside at once.</param>
    /// <returns>null when absent or damaged.</returns>
    /// <exception cref="KeyUnavailableException">The key that it is encrypted under cannot be used.</exception>
    ValueTask<IBlobContent?> OpenAsync(BlobName name, long length, CancellationToken ct);

    /// <returns>false when there was nothing to delete.</returns>
    ValueTask<bool> DeleteAsync(BlobName name, CancellationToken ct);

    /// <summary>Reads a blob from end to end, without a cache of its own.</summary>
    /// <returns>What its bytes really are; null when absent.</returns>
    /// <exception cref="KeyUnavailableException">The key that it is encrypted under cannot be used.</exception>
    ValueTask<MeasuredBlob?> MeasureAsync(BlobName name, CancellationToken ct);

    /// <summary>Every blob in the order of the names, without opening them.</summary>
    IAsyncEnumerable<StoredBlob> ListAsync(CancellationToken ct);

    /// <summary>Starts an upload of zero bytes. It survives a restart of the server.</summary>
    /// <param name="domain">Where the blob is to be (<see cref="BlobName"/>); known of the upload from now on.</param>
    /// <exception cref="KeyUnavailableException">The domain's key cannot be used; also when opening it again.</exception>
    ValueTask<IBlobUpload> CreateUploadAsync(UploadKey key, long domain, CancellationToken ct);

    /// <summary>
    /// Opens an upload for this request alone; a second request for the same upload waits until the first has let go.
    /// </summary>
    /// <returns>null when unknown, committed or aborted.</returns>
    ValueTask<IBlobUpload?> OpenUploadAsync(UploadKey key, CancellationToken ct);

    /// <summary>Uploads that are neither committed nor aborted.</summary>
    IAsyncEnumerable<StaleUpload> ListUploadsAsync(CancellationToken ct);

    /// <summary>Sets a blob aside as damaged: it is no longer found, and pushing it again heals it.</summary>
    ValueTask QuarantineAsync(BlobName name, CancellationToken ct);
}

/// <summary>An upload belongs to one repository and is unknown in every other.</summary>
public readonly record struct UploadKey(long RepositoryId, Guid Id);

/// <param name="WrittenAt">When its last byte arrived.</param>
public sealed record StoredBlob(BlobName Name, long Length, DateTimeOffset WrittenAt);

/// <param name="Actual">The digest, of the same algorithm, that the bytes have; null when they are encrypted and do not open.</param>
public sealed record MeasuredBlob(Digest? Actual, long Length);

/// <inheritdoc cref="StoredBlob"/>
public sealed record StaleUpload(UploadKey Key, long Length, DateTimeOffset WrittenAt);

/// <summary>An open blob. Readers keep what they opened even when the blob is deleted meanwhile.</summary>
public interface IBlobContent : IAsyncDisposable
{
    long Length { get; }

    /// <summary>Reads at an offset; fewer bytes than asked for only at the end. One read at a time.</summary>
    /// <exception cref="InvalidDataException">What is there is damaged. It has been set aside, and none of it was handed out.</exception>
    ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken ct);

    /// <summary>
    /// The bytes from <paramref name="offset"/> on where they lie ready, in a file or in memory, for a transport that can send
    /// them from there; until the loan is disposed. One call at a time, and none during a read.
    /// </summary>
    /// <param name="count">How much is going to be asked for from there on.</param>
    /// <returns>null where there are none at the moment: then they are to be read.</returns>
    /// <exception cref="InvalidDataException">As when reading.</exception>
    ValueTask<LentBytes?> LendAsync(long offset, long count, CancellationToken ct);
}

/// <summary>
/// An upload under way. Every byte is hashed on the way in; memory does not grow with the upload. Disposing lets go
/// of it and keeps what has arrived.
/// </summary>
public interface IBlobUpload : IAsyncDisposable
{
    UploadKey Key { get; }

    /// <summary>Where the blob is to be.</summary>
    long Domain { get; }

    /// <summary>Bytes received so far: where the next piece must begin.</summary>
    long Length { get; }

    /// <summary>Appends all of <paramref name="body"/>. When the sender breaks off, what arrived stays and the exception comes through.</summary>
    /// <param name="expected">The digest that a commit in the same request will ask for, so that the right hash is computed on the way; null when unknown.</param>
    ValueTask AppendAsync(PipeReader body, Digest? expected, CancellationToken ct);

    /// <summary>
    /// Compares the hash, flushes file and folder, and publishes the bytes under their digest. They take the place of
    /// what is there already, so that damage is healed also where nobody has found it yet. After true the upload is gone.
    /// </summary>
    /// <returns>false when the bytes do not have this digest; the upload stays as it was.</returns>
    ValueTask<bool> CommitAsync(Digest digest, CancellationToken ct);

    ValueTask AbortAsync(CancellationToken ct);
}

namespace Slipway.Registry.PullThrough;

/// <summary>When tags were last compared with their upstream. Each method is one transaction. Must pass UpstreamCheckStoreContract.</summary>
public interface IUpstreamCheckStore
{
    /// <returns>null for a tag that never was.</returns>
    ValueTask<DateTimeOffset?> FindAsync(long repositoryId, ImageTag tag, CancellationToken ct);

    /// <summary>A repository that is gone is passed over.</summary>
    ValueTask PutAsync(long repositoryId, ImageTag tag, DateTimeOffset at, CancellationToken ct);
}

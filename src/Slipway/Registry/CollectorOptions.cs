namespace Slipway.Registry;

/// <summary>How the collector goes about it.</summary>
/// <param name="GracePeriod">How long a blob that no image refers to stays after it was pushed, or after a client was told that it exists. Longer than the longest push.</param>
/// <param name="Period">Between the passes of the worker.</param>
/// <param name="UploadLifetime">How long an upload may rest before it is given up.</param>
internal sealed record CollectorOptions(TimeSpan GracePeriod, TimeSpan Period, TimeSpan UploadLifetime)
{
    public static CollectorOptions Default { get; } = new(TimeSpan.FromHours(24), TimeSpan.FromHours(1), TimeSpan.FromHours(24));
}

/// <summary>What a pass of the collector did.</summary>
/// <param name="OrphansSwept">Files that no database row knew: left by a crash between two steps.</param>
/// <param name="RowsCleared">Of deleted repositories, and manifests that nothing names.</param>
internal sealed record CollectionReport(
    int ReferrersDeleted,
    int RowsCleared,
    int LinksRemoved,
    int BlobsDeleted,
    int OrphansSwept,
    int UploadsExpired,
    long BytesFreed)
{
    public bool IsEmpty => this == new CollectionReport(0, 0, 0, 0, 0, 0, 0);
}

namespace Slipway.Registry.Replication;

/// <summary>An image as replication left it at a destination. A deletion means this one, and none that was pushed there since.</summary>
/// <param name="PushedAt">When the destination says that it was pushed; null where it was not asked.</param>
/// <param name="ArrivedAt">When it was known here to be there.</param>
public sealed record ReplicationCopy(Digest Digest, DateTimeOffset? PushedAt, DateTimeOffset ArrivedAt)
{
    // The clocks of two servers may differ by as much as signatures let them.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>It was there when replication came: whoever pushed it, unless an earlier arrival is known, it is not replication's to delete.</summary>
    public bool WasThere { get; init; }

    /// <summary>The image that is there now, pushed at that time, is still this copy.</summary>
    public bool Is(DateTimeOffset pushedAt) => PushedAt is { } known ? pushedAt == known : pushedAt <= ArrivedAt + ClockSkew;
}

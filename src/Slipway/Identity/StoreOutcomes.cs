namespace Slipway.Identity;

/// <summary>How the adding of something with a name ended; nothing is there of what was not added.</summary>
internal enum Addition
{
    Added,
    NameTaken,
    QuotaExceeded,

    /// <summary>Its permissions boundary is no managed policy of AWS's or of this account.</summary>
    NoSuchBoundary,
}

/// <summary>How the change of a name or path ended.</summary>
internal enum Renaming
{
    Renamed,
    NotFound,
    NameTaken,
}

/// <param name="IsFound">It was there.</param>
/// <param name="Obstacle">Why it still is.</param>
internal readonly record struct Deletion(bool IsFound, DeletionObstacle Obstacle)
{
    public static Deletion NotFound => default;

    public static Deletion Done => new(IsFound: true, DeletionObstacle.None);

    public static Deletion RefusedFor(DeletionObstacle obstacle) => new(IsFound: true, obstacle);
}

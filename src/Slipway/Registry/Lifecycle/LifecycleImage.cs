namespace Slipway.Registry.Lifecycle;

/// <summary>What a lifecycle policy looks at.</summary>
/// <param name="Id">The store's own; a later one was pushed later.</param>
/// <param name="Tags">In their order.</param>
/// <param name="Index">One of the indexes in the repository that name it.</param>
/// <param name="Subject">Not null for a referrer.</param>
public sealed record LifecycleImage(
    long Id,
    Digest Digest,
    ImageStatus Status,
    DateTimeOffset PushedAt,
    DateTimeOffset? LastPulledAt,
    DateTimeOffset? LastArchivedAt,
    DateTimeOffset? LastActivatedAt,
    IReadOnlyList<string> Tags,
    Digest? Index,
    Digest? Subject)
{
    public StorageClass StorageClass => Status is ImageStatus.Archived ? StorageClass.Archive : StorageClass.Standard;

    /// <summary>Another one when anything has changed that rules go by, except for pulls.</summary>
    public ulong Stamp()
    {
        var stamp = Mix(14695981039346656037, Id);
        stamp = Mix(stamp, (long)Status);
        stamp = Mix(stamp, PushedAt.ToUnixTimeMilliseconds());
        stamp = Mix(stamp, LastArchivedAt?.ToUnixTimeMilliseconds() ?? -1);
        stamp = Mix(stamp, LastActivatedAt?.ToUnixTimeMilliseconds() ?? -1);
        stamp = Mix(stamp, Index is null ? 0 : 1);
        foreach (var tag in Tags)
        {
            foreach (var character in tag) stamp = Mix(stamp, character);
            stamp = Mix(stamp, ':');
        }

        return stamp;
    }

    // FNV-1a, a word at a time.
    private static ulong Mix(ulong stamp, long value) => (stamp ^ (ulong)value) * 1099511628211;
}

/// <summary>An image that a rule has taken, as small as it can be told.</summary>
/// <param name="Stamp">Of the image as it was.</param>
/// <param name="PulledBefore">It goes only if nobody has pulled it since; null where pulls do not matter.</param>
public readonly record struct LifecycleChoice(long ImageId, ulong Stamp, int RulePriority, LifecycleAction Action, DateTimeOffset? PulledBefore);

/// <summary>What became of a choice.</summary>
/// <param name="Image">As it was; null when it was gone.</param>
public sealed record LifecycleDeed(LifecycleChoice Choice, LifecycleImage? Image, LifecycleDeedStatus Status);

public enum LifecycleDeedStatus
{
    Done,

    /// <summary>It is gone, or not as it was when it was selected.</summary>
    Changed,

    ReferencedByIndex,

    /// <summary>The repository's images are protected against deletion.</summary>
    Protected,
}

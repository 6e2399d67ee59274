namespace Slipway.Registry.Journal;

/// <summary>Something that happened in a registry, as those who act on it afterwards need to know it.</summary>
/// <param name="Id">Given by the journal, in the order of the commits, never used again; 0 before it is appended. Whoever acts on a change more than once tells it by this.</param>
/// <param name="RepositoryId">The repository may be gone by the time the change is read.</param>
/// <param name="Tag">null for an image without one; an image that goes with several tags is a change for each of them.</param>
/// <param name="Image">What was known of the image at the moment of the change.</param>
/// <param name="Detail">A JSON object, of actions that have more to say; else null.</param>
public sealed record RegistryChange(
    long Id,
    RegistryScope Registry,
    long RepositoryId,
    RepositoryName Repository,
    RegistryAction Action,
    ChangeOrigin Origin,
    Digest Digest,
    ImageTag? Tag,
    ImageKind Image,
    string? Detail,
    DateTimeOffset At);

/// <param name="ConfigMediaType">ECR's <c>artifactMediaType</c>; null for indexes.</param>
/// <param name="Subject">Not null for a referrer.</param>
public sealed record ImageKind(string? MediaType, string? ConfigMediaType, string? ArtifactType, Digest? Subject)
{
    public static ImageKind Unknown { get; } = new(null, null, null, null);
}

public enum RegistryAction
{
    /// <summary>A manifest was stored, or a tag set to one: once for each tag.</summary>
    ImagePushed,

    /// <summary>An image is gone: once for each tag that went with it, once without a tag when it had none.</summary>
    ImageDeleted,

    /// <summary>A tag is gone, its image stays.</summary>
    TagDeleted,

    ImageArchived,

    /// <summary>Back from the archive, and ready to be pulled.</summary>
    ImageRestored,

    /// <summary>Arrived from another registry, or failed to; written in the destination's registry. <see cref="RegistryChange.Detail"/> says from where.</summary>
    ImageReplicated,

    /// <summary>Fetched from an upstream registry, or failed to be. <see cref="RegistryChange.Detail"/> says by which rule.</summary>
    UpstreamSynced,
}

/// <summary>Who made a change; what the server does by itself must not set off the same again.</summary>
public enum ChangeOrigin
{
    Client,
    Replication,
    PullThrough,
    Signing,
    Lifecycle,

    /// <summary>Out of the recycle bin.</summary>
    Restore,
}

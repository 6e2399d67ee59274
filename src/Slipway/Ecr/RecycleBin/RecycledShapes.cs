using Slipway.Registry;
using Slipway.Registry.Journal;
using Slipway.Registry.RecycleBin;

namespace Slipway.Ecr.RecycleBin;

/// <param name="RepositoryName">null for the whole registry.</param>
/// <param name="IsInherited">The repository follows its registry.</param>
internal sealed record RecycleBinConfigurationShape(string RegistryId, RepositoryName? RepositoryName, int RetentionDays, bool? IsInherited);

internal sealed record RecycledImageShape(
    string ImageDigest,
    IReadOnlyList<string>? ImageTags,
    string ImageManifestMediaType,
    long ImageSizeInBytes,
    DateTimeOffset ImagePushedAt,
    DateTimeOffset DeletedAt,
    DateTimeOffset ExpiresAt,
    ChangeOrigin DeletedBy)
{
    public static RecycledImageShape Of(RecycledImage image) => new(
        image.Digest.ToString(), Words(image.Tags), image.MediaType, image.SizeInBytes, image.PushedAt, image.DeletedAt, image.ExpiresAt, image.Origin);

    public static IReadOnlyList<string>? Words(IReadOnlyList<ImageTag> tags) => tags.Count == 0 ? null : [.. tags.Select(tag => tag.ToString())];
}

/// <param name="ImageTags">The tags that point to it again.</param>
/// <param name="TakenTags">Tags that it had, and that point to another image now.</param>
internal sealed record RestoredImageShape(string ImageDigest, IReadOnlyList<string>? ImageTags, IReadOnlyList<string>? TakenTags);

internal sealed record RecycledRepositoryShape(
    string RecycledRepositoryId, string RepositoryArn, string RegistryId, RepositoryName RepositoryName, DateTimeOffset CreatedAt, DateTimeOffset DeletedAt, DateTimeOffset ExpiresAt)
{
    public static RecycledRepositoryShape Of(RecycledRepository found) => new(
        found.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), EcrArns.Repository(found.Registry, found.Name), found.Registry.Account, found.Name,
        found.CreatedAt, found.DeletedAt, found.ExpiresAt);
}

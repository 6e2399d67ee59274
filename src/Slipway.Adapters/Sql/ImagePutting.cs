using Slipway.Adapters.Sealing;
using Slipway.Registry;
using Slipway.Registry.Journal;

namespace Slipway.Adapters.Sql;

/// <summary>
/// Puts an image and its tag, inside one transaction. All checks come before the first change, so that a refusal
/// leaves nothing to undo; a storage quota alone is met on the way, and throws.
/// </summary>
internal sealed class ImagePutting(SqlSession session, ManifestSealing sealing, NewImage image)
{
    private const string RepositoryRules = "select tag_mutability, tag_exclusions, blob_domain from repository where id = @repository and not is_deleted";

    private const string FindImage = "select id, size_in_bytes, status from image where repository_id = @repository and digest = @digest";

    private const string FindTag = "select i.id, i.digest from tag t join image i on i.id = t.image_id where t.repository_id = @repository and t.name = @tag";

    private const string FindHeld =
        """
        select b.id, b.is_cold from repository r join blob b on b.domain = r.blob_domain join repository_blob l on l.repository_id = r.id and l.blob_id = b.id
        where r.id = @repository and b.digest = @digest
        """;

    private const string AddManifest = "insert into manifest (image_id, content) values (@image, @content)";

    private const string ReadManifest = "select content from manifest where image_id = @image";

    private const string HealManifest =
        "insert into manifest (image_id, content) values (@image, @content) on conflict (image_id) do update set content = excluded.content";

    private const string HealAnnotations = "update image set annotations = @annotations where id = @image";

    private const string AddImage =
        """
        insert into image (repository_id, digest, media_type, manifest_size, size_in_bytes, config_media_type, artifact_type,
            subject, annotations, pushed_at, tag_count)
        values (@repository, @digest, @media_type, @manifest_size, @size, @config_media_type, @artifact_type,
            @subject, @annotations, @pushed_at, 0)
        returning id
        """;

    private const string HoldBlob =
        "update repository_blob set image_count = image_count + 1, media_type = @media_type where repository_id = @repository and blob_id = @blob";

    private const string AddBlob = "insert into image_blob (image_id, blob_id) values (@image, @blob)";

    private const string AddChild = "insert into image_child (parent_id, child_id) values (@parent, @child)";

    private const string SetTag =
        """
        insert into tag (repository_id, name, image_id) values (@repository, @tag, @image)
        on conflict (repository_id, name) do update set image_id = excluded.image_id
        """;

    private const string CountTag = "update image set tag_count = tag_count + @change where id = @image";

    private const string SubjectIsBack =
        "update image set subject_deleted_at = null where repository_id = @repository and subject = @digest and subject_deleted_at is not null";

    private const string ReferrerIsBack = "update image set subject_deleted_at = null where id = @image and subject_deleted_at is not null";

    // Each digest once, however often the manifest names it; required where any mention is.
    private readonly Dictionary<Digest, BlobReference> blobs = [];
    private readonly List<(long Id, string MediaType)> held = [];
    private readonly Dictionary<Digest, (long Id, long Size)> children = [];
    private ManifestPlace place;

    public ImagePut Run()
    {
        var rules = session.On(RepositoryRules).With("@repository", image.RepositoryId)
            .First(row =>
            {
                place = new(row.GetInt64(2), image.RepositoryId, image.Digest);
                return RepositoryRow.Rules(row.GetString(0), row.GetString(1));
            });
        if (rules is null) return Refused(ImagePutStatus.RepositoryMissing, []);

        var known = Find(image.Digest);
        // One in the archive is pushed anew: what it needs must have come back, or it could not be pulled.
        if (known is not { IsActive: true })
        {
            if (FindBlobs() is { Count: > 0 } missing) return Refused(ImagePutStatus.BlobsMissing, missing);
            if (FindChildren() is { Count: > 0 } absent) return Refused(ImagePutStatus.ChildrenMissing, absent);
        }

        var current = image.Tag is null ? null : session.On(FindTag)
            .With("@repository", image.RepositoryId)
            .With("@tag", image.Tag.ToString())
            .First<(long Id, Digest Digest)?>(static row => (row.GetInt64(0), Digest.Parse(row.GetString(1))));
        var replaced = current is { } other && other.Digest != image.Digest ? other.Digest : (Digest?)null;
        if (replaced is not null && rules.IsImmutable(image.Tag!.Value)) return Refused(ImagePutStatus.TagImmutable, []);

        var id = known is { } same ? Refresh(same.Id) : Add();
        var isRestored = known is { IsActive: false };
        if (isRestored) ImageArchival.Restore(session, id, image.Origin, image.ChangedAt ?? image.PushedAt);
        if (image.Tag is { } tag && current?.Id != id) Point(tag, id, current?.Id);
        else if (known is { IsActive: true }) return new(ImagePutStatus.Unchanged, [], null);
        ChangeRow.Append(session, id, RegistryAction.ImagePushed, image.Origin, image.Tag, image.ChangedAt ?? image.PushedAt);
        return new(ImagePutStatus.Stored, [], replaced) { IsRestored = isRestored };
    }

    private static ImagePut Refused(ImagePutStatus status, IReadOnlyList<Digest> missing) => new(status, missing, null);

    private (long Id, long Size, bool IsActive)? Find(Digest digest) => session.On(FindImage)
        .With("@repository", image.RepositoryId)
        .With("@digest", digest.ToString())
        .First<(long, long, bool)?>(static row => (row.GetInt64(0), row.GetInt64(1), row.GetString(2) == nameof(ImageStatus.Active)));

    private List<Digest> FindBlobs()
    {
        foreach (var blob in image.Blobs)
        {
            if (!blobs.TryAdd(blob.Digest, blob) && blob.IsRequired && !blobs[blob.Digest].IsRequired) blobs[blob.Digest] = blob;
        }

        List<Digest> missing = [];
        foreach (var (digest, blob) in blobs)
        {
            var found = session.On(FindHeld).With("@repository", image.RepositoryId).With("@digest", digest.ToString())
                .First<(long Id, bool IsCold)?>(static row => (row.GetInt64(0), row.GetBoolean(1)));
            // What is in cold storage cannot be pulled, and is pushed again; out of the recycle bin an image comes as it went there.
            if (found is { } there && (!there.IsCold || image.Origin is ChangeOrigin.Restore)) held.Add((there.Id, blob.MediaType));
            else if (blob.IsRequired) missing.Add(digest);
        }

        return missing;
    }

    private List<Digest> FindChildren()
    {
        List<Digest> missing = [];
        foreach (var child in image.Children.Distinct())
        {
            // An index of what cannot be pulled could not be pulled itself: its children are pushed again first.
            if (Find(child) is { IsActive: true } found) children.Add(child, (found.Id, found.Size));
            else missing.Add(child);
        }

        return missing;
    }

    private long Add()
    {
        var id = session.On(AddImage)
            .With("@repository", image.RepositoryId)
            .With("@digest", image.Digest.ToString())
            .With("@media_type", image.MediaType)
            .With("@manifest_size", image.Content.Length)
            .With("@size", children.Count > 0 ? children.Values.Max(child => child.Size) : image.SizeInBytes)
            .With("@config_media_type", image.ConfigMediaType)
            .With("@artifact_type", image.ArtifactType)
            .With("@subject", image.Subject?.ToString())
            .With("@annotations", Annotations())
            .With("@pushed_at", image.PushedAt)
            .Number()!.Value;

        // What comes out of the recycle bin was counted there.
        if (image.Origin is ChangeOrigin.Restore) StorageCounts.Count(session, image.RepositoryId, image.Content.Length);
        else StorageCounts.Add(session, image.RepositoryId, image.Content.Length);
        session.On(AddManifest).With("@image", id).With("@content", sealing.Seal(session, place, image.Content)).Run();
        foreach (var (blob, mediaType) in held)
        {
            session.On(AddBlob).With("@image", id).With("@blob", blob).Run();
            session.On(HoldBlob).With("@repository", image.RepositoryId).With("@blob", blob).With("@media_type", mediaType).Run();
        }

        foreach (var child in children.Values) session.On(AddChild).With("@parent", id).With("@child", child.Id).Run();
        session.On(SubjectIsBack).With("@repository", image.RepositoryId).With("@digest", image.Digest.ToString()).Run();
        return id;
    }

    /// <summary>An image that is there is pushed again: bytes that were damaged meanwhile are healed, and a referrer is wanted again.</summary>
    private long Refresh(long id)
    {
        var stored = session.On(ReadManifest).With("@image", id).First(static row => row.Bytes(0));
        if (!IsSound(stored))
        {
            session.On(HealManifest).With("@image", id).With("@content", sealing.Seal(session, place, image.Content)).Run();
            session.On(HealAnnotations).With("@image", id).With("@annotations", Annotations()).Run();
        }

        if (image.Subject is not null) session.On(ReferrerIsBack).With("@image", id).Run();
        return id;
    }

    private string? Annotations() => image.Subject is null ? null : sealing.SealAnnotations(session, place, JsonText.Of(image.Annotations));

    /// <summary>Its bytes are there, and sealed where they should be.</summary>
    private bool IsSound(byte[]? stored) => stored is not null
        && image.Content.Span.SequenceEqual(sealing.Open(session, place, stored))
        && (place.Domain == BlobName.Shared || !image.Content.Span.SequenceEqual(stored));

    private void Point(ImageTag tag, long id, long? from)
    {
        session.On(SetTag).With("@repository", image.RepositoryId).With("@tag", tag.ToString()).With("@image", id).Run();
        session.On(CountTag).With("@image", id).With("@change", 1).Run();
        if (from is { } old) session.On(CountTag).With("@image", old).With("@change", -1).Run();
    }
}

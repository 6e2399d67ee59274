using Slipway.Registry;

namespace Slipway.Adapters.Sql;

/// <summary>
/// Puts an image and its tag, inside one transaction. All checks come before the first change, so that a refusal
/// leaves nothing to undo.
/// </summary>
internal sealed class ImagePutting(SqlSession session, NewImage image)
{
    private const string RepositoryRules = "select tag_mutability, tag_exclusions from repository where id = @repository and not is_deleted";

    private const string FindImage = "select id, manifest_id, size_in_bytes from image where repository_id = @repository and digest = @digest";

    private const string FindTag = "select i.id, i.digest from tag t join image i on i.id = t.image_id where t.repository_id = @repository and t.name = @tag";

    private const string IsHeld = "select 1 from repository_blob where repository_id = @repository and digest = @digest";

    private const string FindManifest = "select id from manifest where digest = @digest";

    private const string AddManifest = "insert into manifest (digest, content) values (@digest, @content) returning id";

    private const string ReadManifest = "select content from manifest where id = @id";

    private const string HealManifest = "update manifest set content = @content where id = @id";

    private const string AddImage =
        """
        insert into image (repository_id, digest, manifest_id, media_type, manifest_size, size_in_bytes, config_media_type, artifact_type,
            subject, annotations, pushed_at, tag_count)
        values (@repository, @digest, @manifest, @media_type, @manifest_size, @size, @config_media_type, @artifact_type,
            @subject, @annotations, @pushed_at, 0)
        returning id
        """;

    private const string HoldBlob =
        "update repository_blob set image_count = image_count + 1, media_type = @media_type where repository_id = @repository and digest = @digest";

    private const string AddBlob = "insert into image_blob (image_id, digest, is_held) values (@image, @digest, @is_held)";

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
    private readonly HashSet<Digest> held = [];
    private readonly Dictionary<Digest, (long Id, long Size)> children = [];

    public ImagePut Run()
    {
        var rules = session.On(RepositoryRules).With("@repository", image.RepositoryId)
            .First(static row => RepositoryRow.Rules(row.GetString(0), row.GetString(1)));
        if (rules is null) return Refused(ImagePutStatus.RepositoryMissing, []);

        var known = Find(image.Digest);
        if (known is null)
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

        var id = known is { } same ? Refresh(same.Id, same.ManifestId) : Add();
        if (image.Tag is { } tag && current?.Id != id) Point(tag, id, current?.Id);
        else if (known is not null) return new(ImagePutStatus.Unchanged, [], null);
        return new(ImagePutStatus.Stored, [], replaced);
    }

    private static ImagePut Refused(ImagePutStatus status, IReadOnlyList<Digest> missing) => new(status, missing, null);

    private (long Id, long ManifestId, long Size)? Find(Digest digest) => session.On(FindImage)
        .With("@repository", image.RepositoryId)
        .With("@digest", digest.ToString())
        .First<(long, long, long)?>(static row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)));

    private List<Digest> FindBlobs()
    {
        foreach (var blob in image.Blobs)
        {
            if (!blobs.TryAdd(blob.Digest, blob) && blob.IsRequired && !blobs[blob.Digest].IsRequired) blobs[blob.Digest] = blob;
        }

        List<Digest> missing = [];
        foreach (var (digest, blob) in blobs)
        {
            if (session.On(IsHeld).With("@repository", image.RepositoryId).With("@digest", digest.ToString()).Any()) held.Add(digest);
            else if (blob.IsRequired) missing.Add(digest);
        }

        return missing;
    }

    private List<Digest> FindChildren()
    {
        List<Digest> missing = [];
        foreach (var child in image.Children.Distinct())
        {
            if (Find(child) is { } found) children.Add(child, (found.Id, found.Size));
            else missing.Add(child);
        }

        return missing;
    }

    private long Add()
    {
        var id = session.On(AddImage)
            .With("@repository", image.RepositoryId)
            .With("@digest", image.Digest.ToString())
            .With("@manifest", StoreManifest())
            .With("@media_type", image.MediaType)
            .With("@manifest_size", image.Content.Length)
            .With("@size", children.Count > 0 ? children.Values.Max(child => child.Size) : image.SizeInBytes)
            .With("@config_media_type", image.ConfigMediaType)
            .With("@artifact_type", image.ArtifactType)
            .With("@subject", image.Subject?.ToString())
            .With("@annotations", image.Subject is null ? null : JsonText.Of(image.Annotations))
            .With("@pushed_at", image.PushedAt)
            .Number()!.Value;

        foreach (var (digest, blob) in blobs)
        {
            session.On(AddBlob).With("@image", id).With("@digest", digest.ToString()).With("@is_held", held.Contains(digest)).Run();
            if (!held.Contains(digest)) continue;
            session.On(HoldBlob)
                .With("@repository", image.RepositoryId)
                .With("@digest", digest.ToString())
                .With("@media_type", blob.MediaType)
                .Run();
        }

        foreach (var child in children.Values) session.On(AddChild).With("@parent", id).With("@child", child.Id).Run();
        session.On(SubjectIsBack).With("@repository", image.RepositoryId).With("@digest", image.Digest.ToString()).Run();
        return id;
    }

    /// <summary>An image that is there is pushed again: bytes that were damaged meanwhile are healed, and a referrer is wanted again.</summary>
    private long Refresh(long id, long manifestId)
    {
        Heal(manifestId);
        if (image.Subject is not null) session.On(ReferrerIsBack).With("@image", id).Run();
        return id;
    }

    private long StoreManifest()
    {
        if (session.On(FindManifest).With("@digest", image.Digest.ToString()).Number() is not { } known)
            return session.On(AddManifest).With("@digest", image.Digest.ToString()).With("@content", image.Content).Number()!.Value;
        Heal(known);
        return known;
    }

    private void Heal(long manifestId)
    {
        var stored = session.On(ReadManifest).With("@id", manifestId).First(static row => row.Bytes(0));
        if (!image.Content.Span.SequenceEqual(stored)) session.On(HealManifest).With("@id", manifestId).With("@content", image.Content).Run();
    }

    private void Point(ImageTag tag, long id, long? from)
    {
        session.On(SetTag).With("@repository", image.RepositoryId).With("@tag", tag.ToString()).With("@image", id).Run();
        session.On(CountTag).With("@image", id).With("@change", 1).Run();
        if (from is { } old) session.On(CountTag).With("@image", old).With("@change", -1).Run();
    }
}

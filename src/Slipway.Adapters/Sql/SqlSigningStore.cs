using System.Data.Common;
using Slipway.Registry;
using Slipway.Registry.Journal;
using Slipway.Registry.Signing;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlSigningStore(Database database) : ISigningStore
{
    private const string FindKey = "select profile_arn, sealed_key, leaf, root, created_at from signing_key where profile_arn = @profile";

    private const string AddKey =
        """
        insert into signing_key (profile_arn, sealed_key, leaf, root, created_at) values (@profile, @key, @leaf, @root, @at)
        on conflict do nothing
        """;

    private const string List =
        """
        select repository_id, digest, profile_arn, status, failure_code, failure_reason, envelope, made_at
        from image_signature where repository_id = @repository and digest = @digest order by profile_arn
        """;

    private const string Put =
        """
        insert into image_signature (repository_id, digest, profile_arn, status, failure_code, failure_reason, envelope, made_at)
        values (@repository, @digest, @profile, @status, @code, @reason, @envelope, @at)
        on conflict (repository_id, digest, profile_arn) do update set status = excluded.status, failure_code = excluded.failure_code,
            failure_reason = excluded.failure_reason, envelope = excluded.envelope, made_at = excluded.made_at
        """;

    private const string Forget = "delete from image_signature where repository_id = @repository and digest = @digest";

    // What no follower has passed is little.
    private const string Pending =
        """
        select 1 from registry_change where id > (select position from registry_follower where name = @follower)
        and repository_id = @repository and digest = @digest and action = @action and origin = @origin limit 1
        """;

    public ValueTask<SigningKey?> FindKeyAsync(string profileArn, CancellationToken ct) =>
        database.ReadAsync(session => KeyIn(session, profileArn), ct);

    public ValueTask<SigningKey> AddKeyAsync(SigningKey key, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            session.On(AddKey)
                .With("@profile", key.ProfileArn)
                .With("@key", key.SealedKey)
                .With("@leaf", key.Leaf)
                .With("@root", key.Root)
                .With("@at", key.CreatedAt)
                .Run();
            return KeyIn(session, key.ProfileArn)!;
        },
        ct);

    public ValueTask<IReadOnlyList<ImageSigning>> ListAsync(long repositoryId, Digest digest, CancellationToken ct) => database.ReadAsync(
        session => (IReadOnlyList<ImageSigning>)session.On(List).With("@repository", repositoryId).With("@digest", digest.ToString()).All(Read), ct);

    public async ValueTask PutAsync(ImageSigning signing, CancellationToken ct) => await database.WriteAsync(
        session => session.On(Put)
            .With("@repository", signing.RepositoryId)
            .With("@digest", signing.Digest.ToString())
            .With("@profile", signing.ProfileArn)
            .With("@status", signing.Status.ToString())
            .With("@code", signing.FailureCode)
            .With("@reason", signing.FailureReason)
            .With("@envelope", signing.Envelope)
            .With("@at", signing.MadeAt)
            .Run(),
        ct);

    public async ValueTask ForgetAsync(long repositoryId, Digest digest, CancellationToken ct) => await database.WriteAsync(
        session => session.On(Forget).With("@repository", repositoryId).With("@digest", digest.ToString()).Run(), ct);

    public ValueTask<bool> IsPendingAsync(string follower, long repositoryId, Digest digest, CancellationToken ct) => database.ReadAsync(
        session => session.On(Pending)
            .With("@follower", follower)
            .With("@repository", repositoryId)
            .With("@digest", digest.ToString())
            .With("@action", nameof(RegistryAction.ImagePushed))
            .With("@origin", nameof(ChangeOrigin.Client))
            .Any(),
        ct);

    private static SigningKey? KeyIn(SqlSession session, string profileArn) => session.On(FindKey).With("@profile", profileArn)
        .First(static row => new SigningKey(row.GetString(0), row.Bytes(1), row.Bytes(2), row.Bytes(3), row.Time(4)));

    private static ImageSigning Read(DbDataReader row) => new(
        row.GetInt64(0),
        Digest.Parse(row.GetString(1)),
        row.GetString(2),
        Enum.Parse<SigningStatus>(row.GetString(3)),
        row.TextOrNull(4),
        row.TextOrNull(5),
        row.TextOrNull(6),
        row.Time(7));
}

using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Creation;
using Slipway.Registry.Protection;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlRepositoryStore(Database database, IdentityDatabase identities, TimeProvider clock) : IRepositoryStore
{
    private const string Add =
        """
        insert into repository (account, region, name, created_at, tag_mutability, tag_exclusions, scan_on_push, encryption_type, kms_key, blob_domain, resource_tags)
        values (@account, @region, @name, @created_at, @mutability, @exclusions, @scan_on_push, @encryption, @kms_key, @domain, @tags)
        on conflict do nothing
        returning id
        """;

    private const string Find =
        $"select {RepositoryRow.Columns} from repository r where r.account = @account and r.region = @region and r.name = @name and not r.is_deleted";

    private const string List =
        $"""
        select {RepositoryRow.Columns} from repository r
        where r.account = @account and r.region = @region and r.name > @after and not r.is_deleted
        order by r.name limit @limit
        """;

    private const string HoldsImage = "select 1 from image where repository_id = @id limit 1";

    private const string Delete = "update repository set is_deleted = true, deleted_at = @at, recycled_until = @until where id = @id";

    private const string SetRules = "update repository set tag_mutability = @mutability, tag_exclusions = @exclusions where id = @id";

    private const string SetScan = "update repository set scan_on_push = @scan_on_push where id = @id";

    private const string SetTags = "update repository set resource_tags = @tags where id = @id";

    public ValueTask<Repository?> TryAddAsync(Repository repository, CancellationToken ct) => database.WriteAsync(
        session => AddTo(session, repository) is null ? null : FindIn(session, repository.Registry, repository.Name), ct);

    public ValueTask<Repository?> TryAddAsync(Repository repository, FirstPolicies policies, CancellationToken ct) => identities.WriteAsync(
        session =>
        {
            if (AddTo(session, repository) is not { } id) return null;
            if (policies.Access is { } access) RepositoryPolicyRow.Put(session, id, access, repository.CreatedAt);
            if (policies.Lifecycle is { } lifecycle) SqlLifecyclePolicyStore.PutIn(session, id, lifecycle, repository.CreatedAt);
            return FindIn(session, repository.Registry, repository.Name);
        },
        added => added is not null && policies.Access is not null,
        ct);

    public ValueTask<Repository?> FindAsync(RegistryScope registry, RepositoryName name, CancellationToken ct) =>
        database.ReadAsync(session => FindIn(session, registry, name), ct);

    public ValueTask<Page<Repository>> ListAsync(RegistryScope registry, RepositoryName? after, int limit, CancellationToken ct) => database.ReadAsync(
        session => session.On(List)
            .With("@account", registry.Account)
            .With("@region", registry.Region)
            .With("@after", after?.ToString() ?? "")
            .Page(limit, RepositoryRow.Read),
        ct);

    public async ValueTask<RepositoryDeletion> DeleteAsync(RegistryScope registry, RepositoryName name, bool force, CancellationToken ct)
    {
        var (deletion, _) = await identities.WriteAsync(
            session =>
            {
                if (FindIn(session, registry, name) is not { } found) return (default, false);
                if (SqlProtectionStore.Of(session, found.Id) is not DeletionProtection.None) return (new(found, IsDeleted: false) { IsProtected = true }, false);
                if (!force && session.On(HoldsImage).With("@id", found.Id).Any()) return (new(found, IsDeleted: false), false);
                var now = clock.GetUtcNow();
                var days = RecycledImages.DaysOf(session, found.Id);
                session.On(Delete).With("@id", found.Id).With("@at", now).With("@until", days > 0 ? now.AddDays(days).ToUnixTimeMilliseconds() : 0).Run();
                return (Deletion: new RepositoryDeletion(found, IsDeleted: true), HadPolicy: RepositoryPolicyRow.IsThere(session, found.Id));
            },
            // What its policy allowed must not be remembered of the next repository of its name.
            static outcome => outcome.HadPolicy,
            ct);
        return deletion;
    }

    public ValueTask<Repository?> SetTagRulesAsync(RegistryScope registry, RepositoryName name, TagRules rules, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            if (FindIn(session, registry, name) is not { } found) return null;
            session.On(SetRules)
                .With("@id", found.Id)
                .With("@mutability", rules.Mutability.ToString())
                .With("@exclusions", JsonText.Of(rules.Exclusions))
                .Run();
            return found with { TagRules = rules };
        },
        ct);

    public ValueTask<Repository?> SetScanOnPushAsync(RegistryScope registry, RepositoryName name, bool scanOnPush, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            if (FindIn(session, registry, name) is not { } found) return null;
            session.On(SetScan).With("@id", found.Id).With("@scan_on_push", scanOnPush).Run();
            return found with { ScanOnPush = scanOnPush };
        },
        ct);

    public ValueTask<Repository?> ChangeTagsAsync(
        RegistryScope registry, RepositoryName name, Func<TagSet, TagSet> change, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            if (FindIn(session, registry, name) is not { } found) return null;
            var tags = change(found.Tags);
            session.On(SetTags).With("@id", found.Id).With("@tags", JsonText.Of(tags)).Run();
            return found with { Tags = tags };
        },
        ct);

    /// <returns>The repository's id; null when the name is taken.</returns>
    private static long? AddTo(SqlSession session, Repository repository) =>
        session.On(Add)
            .With("@account", repository.Registry.Account)
            .With("@region", repository.Registry.Region)
            .With("@name", repository.Name.ToString())
            .With("@created_at", repository.CreatedAt)
            .With("@mutability", repository.TagRules.Mutability.ToString())
            .With("@exclusions", JsonText.Of(repository.TagRules.Exclusions))
            .With("@scan_on_push", repository.ScanOnPush)
            .With("@encryption", repository.Encryption.Type.ToString())
            .With("@kms_key", repository.Encryption.KmsKey)
            .With("@domain", EncryptionDomains.Ensure(session, repository.Encryption))
            .With("@tags", JsonText.Of(repository.Tags))
            .Number();

    private static Repository? FindIn(SqlSession session, RegistryScope registry, RepositoryName name) => session.On(Find)
        .With("@account", registry.Account)
        .With("@region", registry.Region)
        .With("@name", name.ToString())
        .First(RepositoryRow.Read);
}

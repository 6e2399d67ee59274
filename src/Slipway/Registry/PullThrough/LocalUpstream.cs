using Slipway.Kernel;
using Slipway.Registry.Remotes;

namespace Slipway.Registry.PullThrough;

/// <summary>
/// A registry of this server as an upstream of another one: what its API would answer to the rule's role. Every read is
/// decided by itself, so that what is taken away holds from the next one on.
/// </summary>
internal sealed class LocalUpstream(RegistryScope registry, RegistryScope cache, PullThroughRule rule, int hops, LocalContent content, LocalChain chain, IUpstreamPermissions permissions, IUpstreamReads reads)
    : IRegistrySource
{
    // A check of a rule is not the place to go through a registry of any size. And as many are read at once.
    private const int MostTried = 100;

    public int Hops => hops;

    /// <summary>Whether there may be anything to pull: a whole prefix at once, or one of its first repositories.</summary>
    public async ValueTask PingAsync(CancellationToken ct)
    {
        var below = rule.UpstreamPrefix is null or PullThroughRule.Root ? "" : $"{rule.UpstreamPrefix}/";
        if (await RefuseAsync($"{below}*", UpstreamPart.Image, null, ct) is not { } why) return;
        RepositoryName? after = RepositoryName.TryParse(below.TrimEnd('/'), out var prefix) ? prefix : null;
        foreach (var repository in (await content.Repositories.ListAsync(registry, after, MostTried, ct)).Items)
        {
            var name = repository.Name.ToString();
            if (name.StartsWith(below, StringComparison.Ordinal) && await RefuseAsync(name, UpstreamPart.Image, null, ct) is null) return;
        }

        throw Refused(why);
    }

    public async ValueTask<RemoteManifest?> FindManifestAsync(string repository, Reference reference, CancellationToken ct)
    {
        var (found, coming) = await FindAsync(repository, reference, ct);
        if (found is null) return null;
        var manifest = coming ?? await content.Images.PullAsync(found, reference, rule.CustomRoleArn ?? ServiceRole, ct);
        if (manifest is null) return null;
        await reads.TellAsync(ReadOf(repository, UpstreamPart.Image, reference.Tag), manifest.Digest, null);
        return new(manifest.Digest, manifest.MediaType, manifest.Content);
    }

    public async ValueTask<Digest?> FindDigestAsync(string repository, Reference reference, CancellationToken ct)
    {
        var (found, coming) = await FindAsync(repository, reference, ct);
        return found is null ? null : (coming ?? await content.Images.FindAsync(found, reference, ct))?.Digest;
    }

    public async ValueTask<RemoteBlob?> OpenBlobAsync(string repository, Digest digest, long offset, CancellationToken ct)
    {
        if (await FindAsync(repository, UpstreamPart.Layer, null, ct) is not { } found) return null;
        var blob = await content.Layers.OpenAsync(found.Id, digest, ct) ?? await chain.OpenBlobAsync(found, digest, (part, tags) => MayAsync(repository, part, null, tags, ct), ct);
        if (blob is null) return null;
        await reads.TellAsync(ReadOf(repository, UpstreamPart.Layer, null), digest, null);
        return new(new BlobStream(blob, offset), blob.Length);
    }

    public async ValueTask<IReadOnlyList<Referrer>> ListReferrersAsync(string repository, Digest subject, CancellationToken ct)
    {
        if (await FindAsync(repository, UpstreamPart.Referrers, null, ct) is not { } found) return [];
        GatheredReferrers gathered = new();
        var listed = new MergedReferrers(content.Stored, found.Id, subject, await chain.ListReferrersAsync(found, subject, ct));
        for (Digest? after = null; !gathered.IsFull;)
        {
            var page = await listed.ListAsync(null, after, MostTried, ct);
            // What is archived cannot be pulled.
            foreach (var referrer in page.Items.Where(referrer => referrer.Status is ImageStatus.Active)) gathered.Add(referrer);
            if (!page.HasMore) break;
            after = page.Items[^1].Digest;
        }

        await reads.TellAsync(ReadOf(repository, UpstreamPart.Referrers, null), subject, null);
        return gathered.Found;
    }

    public async ValueTask<bool> TryMountAsync(string repository, Digest digest, long repositoryId, CancellationToken ct)
    {
        if (await FindAsync(repository, UpstreamPart.Layer, null, ct) is not { } found || !await content.Push.MountAsync(found.Id, repositoryId, digest, ct)) return false;
        await reads.TellAsync(ReadOf(repository, UpstreamPart.Layer, null), digest, null);
        return true;
    }

    /// <summary>The role that ECR uses where a rule names none ("Service-linked role for pull through cache").</summary>
    private string ServiceRole => $"arn:aws:iam::{cache.Account}:role/aws-service-role/pullthroughcache.ecr.amazonaws.com/AWSServiceRoleForECRPullThroughCache";

    private async ValueTask<(Repository? Repository, StoredManifest? Manifest)> FindAsync(string repository, Reference reference, CancellationToken ct)
    {
        var found = await FindAsync(repository, UpstreamPart.Image, reference.Tag, ct);
        if (!RepositoryName.TryParse(repository, out var name)) return default;
        var (kept, coming) = await chain.FindAsync(registry, name, found, reference, (part, tags) => MayAsync(repository, part, reference.Tag, tags, ct), ct);
        // What a new repository began with, such as a policy, binds the one that it was made for too.
        if (found is null && kept is not null) await FindAsync(repository, UpstreamPart.Image, reference.Tag, ct);
        return (kept, coming);
    }

    /// <returns>null when there is none, which nobody learns who may not read it.</returns>
    private async ValueTask<Repository?> FindAsync(string repository, UpstreamPart part, ImageTag? tag, CancellationToken ct)
    {
        if (await RefuseAsync(repository, part, tag, ct) is { } why)
        {
            await reads.TellAsync(ReadOf(repository, part, tag), null, why);
            throw Refused(why);
        }

        if (!RepositoryName.TryParse(repository, out var name) || await content.Repositories.FindAsync(registry, name, ct) is not { } found) return null;
        // What is in memory is under the key too.
        return await content.Keys.FaultOfAsync(found.Encryption.Domain, ct) is { } shut ? throw new RemoteFailureException(RemoteFault.AccessDenied, shut.Message, shut) : found;
    }

    private async ValueTask<bool> MayAsync(string repository, UpstreamPart part, ImageTag? tag, TagSet? newTags, CancellationToken ct) =>
        await permissions.RefuseAsync(ReadOf(repository, part, tag) with { NewTags = newTags }, ct) is null;

    private ValueTask<string?> RefuseAsync(string repository, UpstreamPart part, ImageTag? tag, CancellationToken ct) =>
        permissions.RefuseAsync(ReadOf(repository, part, tag), ct);

    private UpstreamRead ReadOf(string repository, UpstreamPart part, ImageTag? tag) => new(cache, rule.CustomRoleArn, registry, repository, part, tag);

    private static RemoteFailureException Refused(string why) => new(RemoteFault.Refused, why, null);
}

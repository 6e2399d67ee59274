using Slipway.Registry.Images;
using Slipway.Registry.Layers;
using Slipway.Registry.Remotes;
using Slipway.Registry.Sealing;

namespace Slipway.Registry.PullThrough;

/// <summary>
/// A registry of this server as an upstream of another one: what its API would answer to the rule's role. Every read is
/// decided by itself, so that what is taken away holds from the next one on.
/// </summary>
internal sealed class LocalUpstream(
    RegistryScope registry, RegistryScope cache, PullThroughRule rule, IUpstreamPermissions permissions, IRepositoryStore repositories, PullImage images, PullLayer layers, PushLayer push, IEncryptionKeys keys)
    : IRegistrySource
{
    // A check of a rule is not the place to go through a registry of any size.
    private const int MostTried = 100;

    /// <summary>Whether there may be anything to pull: a whole prefix at once, or one of its first repositories.</summary>
    public async ValueTask PingAsync(CancellationToken ct)
    {
        var below = rule.UpstreamPrefix is null or PullThroughRule.Root ? "" : $"{rule.UpstreamPrefix}/";
        if (await RefuseAsync($"{below}*", UpstreamPart.Image, null, ct) is not { } why) return;
        RepositoryName? after = RepositoryName.TryParse(below.TrimEnd('/'), out var prefix) ? prefix : null;
        foreach (var repository in (await repositories.ListAsync(registry, after, MostTried, ct)).Items)
        {
            var name = repository.Name.ToString();
            if (name.StartsWith(below, StringComparison.Ordinal) && await RefuseAsync(name, UpstreamPart.Image, null, ct) is null) return;
        }

        throw Refused(why);
    }

    public async ValueTask<RemoteManifest?> FindManifestAsync(string repository, Reference reference, CancellationToken ct)
    {
        if (await FindAsync(repository, UpstreamPart.Image, reference.Tag, ct) is not { } found) return null;
        var manifest = await images.PullAsync(found, reference, rule.CustomRoleArn ?? ServiceRole, ct);
        return manifest is null ? null : new(manifest.Digest, manifest.MediaType, manifest.Content);
    }

    public async ValueTask<Digest?> FindDigestAsync(string repository, Reference reference, CancellationToken ct) =>
        await FindAsync(repository, UpstreamPart.Image, reference.Tag, ct) is { } found ? (await images.FindAsync(found, reference, ct))?.Digest : null;

    public async ValueTask<RemoteBlob?> OpenBlobAsync(string repository, Digest digest, long offset, CancellationToken ct)
    {
        if (await FindAsync(repository, UpstreamPart.Layer, null, ct) is not { } found) return null;
        return await layers.OpenAsync(found.Id, digest, ct) is { } content ? new(new BlobStream(content, offset), content.Length) : null;
    }

    public async ValueTask<bool> TryMountAsync(string repository, Digest digest, long repositoryId, CancellationToken ct) =>
        await FindAsync(repository, UpstreamPart.Layer, null, ct) is { } found && await push.MountAsync(found.Id, repositoryId, digest, ct);

    /// <summary>The role that ECR uses where a rule names none ("Service-linked role for pull through cache").</summary>
    private string ServiceRole => $"arn:aws:iam::{cache.Account}:role/aws-service-role/pullthroughcache.ecr.amazonaws.com/AWSServiceRoleForECRPullThroughCache";

    /// <returns>null when there is none, which nobody learns who may not read it.</returns>
    private async ValueTask<Repository?> FindAsync(string repository, UpstreamPart part, ImageTag? tag, CancellationToken ct)
    {
        if (await RefuseAsync(repository, part, tag, ct) is { } why) throw Refused(why);
        if (!RepositoryName.TryParse(repository, out var name) || await repositories.FindAsync(registry, name, ct) is not { } found) return null;
        // What is in memory is under the key too.
        return await keys.FaultOfAsync(found.Encryption.Domain, ct) is { } shut ? throw new RemoteFailureException(RemoteFault.AccessDenied, shut.Message, shut) : found;
    }

    private ValueTask<string?> RefuseAsync(string repository, UpstreamPart part, ImageTag? tag, CancellationToken ct) =>
        permissions.RefuseAsync(new(cache, rule.CustomRoleArn, registry, repository, part, tag), ct);

    private static RemoteFailureException Refused(string why) => new(RemoteFault.Refused, why, null);
}

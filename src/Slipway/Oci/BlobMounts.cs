using Slipway.Registry;
using Slipway.Registry.Layers;
using Slipway.Registry.Policies;
using Slipway.Wire;

namespace Slipway.Oci;

/// <summary>
/// Mounts (distribution specification, "Mounting a blob from another repository"): a blob of one repository becomes
/// visible in another, for callers who may read it where it is, unless the registry's account setting BLOB_MOUNTING says
/// no. Whatever stands in the way, the answer is an upload.
/// Departs: ECR mounts only what an image refers to.
/// </summary>
internal sealed class BlobMounts(PushLayer push, PullLayer pull, IRepositoryStore repositories, IRegistryPolicyStore registries, IBlobLinkStore links, OciAuth auth)
{
    // Of many repositories that hold a blob, so many are tried for one that the caller may read.
    private const int MostSources = 20;

    public async ValueTask<bool> TryMountAsync(OciExchange exchange, Digest digest)
    {
        if (await pull.FindAsync(exchange.Repository.Id, digest, exchange.Aborted) is not null) return true;
        if (!(await registries.FindAsync(exchange.Registry, exchange.Aborted)).MountsBlobs) return false;
        if (exchange.Query("from") is not { Length: > 0 } from)
        {
            foreach (var holder in await links.FindHoldersAsync(exchange.Registry, new(exchange.Repository.Encryption.Domain, digest), MostSources, exchange.Aborted))
                if (await TryMountFromAsync(exchange, holder, digest)) return true;
            return false;
        }

        return RepositoryName.TryParse(from, out var name)
            && await repositories.FindAsync(exchange.Registry, name, exchange.Aborted) is { } source
            && await TryMountFromAsync(exchange, source, digest);
    }

    private async ValueTask<bool> TryMountFromAsync(OciExchange exchange, Repository source, Digest digest)
    {
        var access = Access.To("ecr:GetDownloadUrlForLayer", OciAuth.ArnOf(exchange.Registry, source.Name.ToString()));
        return await auth.DemandAsync(exchange, access) is null
            && await push.MountAsync(source.Id, exchange.Repository.Id, digest, exchange.Aborted);
    }
}

using System.Net;
using Slipway.Registry;
using Slipway.Registry.Manifests;
using Slipway.Registry.Remotes;

namespace Slipway.Adapters.Remotes;

/// <inheritdoc cref="IRemoteRegistry"/>
internal sealed class RemoteRegistry(RemoteChannel channel, FetchTrail trail) : IRemoteRegistry
{
    private const string DigestHeader = "Docker-Content-Digest";

    private static readonly string[] ManifestTypes =
    [
        "application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json", "*/*",
    ];

    private readonly RemotePush push = new(channel);

    public int Hops => 0;

    public async ValueTask PingAsync(CancellationToken ct)
    {
        using var answer = await channel.SendAsync(new(HttpMethod.Get, channel.UrlOf("")), "", ct);
        if (answer.Status is not HttpStatusCode.OK) throw channel.FaultOf(answer);
    }

    public async ValueTask<RemoteManifest?> FindManifestAsync(string repository, Reference reference, CancellationToken ct)
    {
        using var answer = await AskAsync(HttpMethod.Get, repository, reference, ct);
        if (answer.IsMissing) return null;
        if (answer.Status is not HttpStatusCode.OK) throw channel.FaultOf(answer);
        var content = await RemoteContent.ReadAsync(answer.Message, answer.From, ManifestDocument.MaxBytes, channel.Patience, ct);
        // By the algorithm of what was asked for, or else of what it says it is.
        var stated = reference.Digest ?? (Digest.TryParse(answer.Header(DigestHeader), out var header) ? header : null);
        var digest = Digest.Of(stated?.Algorithm ?? DigestAlgorithm.Sha256, content);
        if (stated is { } expected && expected != digest) throw RemoteFaults.Invalid(answer.From, $"gives a manifest with the digest {digest} for {expected}");
        return new(digest, answer.Message.Content.Headers.ContentType?.ToString(), content);
    }

    public async ValueTask<Digest?> FindDigestAsync(string repository, Reference reference, CancellationToken ct)
    {
        using (var answer = await AskAsync(HttpMethod.Head, repository, reference, ct))
        {
            if (answer.IsMissing) return null;
            if (answer.Status is HttpStatusCode.OK && Digest.TryParse(answer.Header(DigestHeader), out var digest)) return digest;
        }

        // Not all know the header, or the verb.
        return (await FindManifestAsync(repository, reference, ct))?.Digest;
    }

    public async ValueTask<RemoteBlob?> OpenBlobAsync(string repository, Digest digest, long offset, CancellationToken ct)
    {
        var answer = await channel.SendAsync(new(HttpMethod.Get, channel.UrlOf($"{repository}/blobs/{digest}")) { Offset = offset, Trail = trail.Next }, Pull(repository), ct);
        var isTaken = false;
        try
        {
            if (answer.IsMissing) return null;
            var (length, skip) = RemoteRange.Read(answer, offset) ?? throw channel.FaultOf(answer);
            var body = new RemoteStream(answer.Message, await answer.Message.Content.ReadAsStreamAsync(ct), answer.From, channel.Patience);
            await RemoteRange.SkipAsync(body, skip, answer.From, ct);
            isTaken = true;
            return new(body, length);
        }
        finally
        {
            if (!isTaken) answer.Dispose();
        }
    }

    // Its bytes lie elsewhere.
    public ValueTask<bool> TryMountAsync(string repository, Digest digest, long repositoryId, CancellationToken ct) => new(false);

    public async ValueTask<bool> HasBlobAsync(string repository, Digest digest, CancellationToken ct)
    {
        using var answer = await channel.SendAsync(new(HttpMethod.Head, channel.UrlOf($"{repository}/blobs/{digest}")), Pull(repository), ct);
        return answer.Status is HttpStatusCode.OK || (answer.IsMissing ? false : throw channel.FaultOf(answer));
    }

    public ValueTask PushBlobAsync(string repository, Digest digest, IBlobContent content, CancellationToken ct) => push.PushBlobAsync(repository, digest, content, ct);

    public async ValueTask PushManifestAsync(string repository, Reference reference, StoredManifest manifest, CancellationToken ct)
    {
        using var answer = await channel.SendAsync(
            new(HttpMethod.Put, channel.UrlOf($"{repository}/manifests/{reference}")) { Body = () => Body(manifest) }, RemotePush.ScopeOf(repository), ct);
        if (answer.Status is not HttpStatusCode.Created) throw channel.FaultOf(answer);
        if (Digest.TryParse(answer.Header(DigestHeader), out var kept) && kept.Algorithm == manifest.Digest.Algorithm && kept != manifest.Digest)
            throw RemoteFaults.Invalid(answer.From, $"keeps the manifest {manifest.Digest} as {kept}");
    }

    public async ValueTask<bool> DeleteManifestAsync(string repository, Reference reference, CancellationToken ct)
    {
        using var answer = await channel.SendAsync(
            new(HttpMethod.Delete, channel.UrlOf($"{repository}/manifests/{reference}")), $"repository:{repository}:delete,pull", ct);
        return answer.Message.IsSuccessStatusCode || (answer.IsMissing ? false : throw channel.FaultOf(answer));
    }

    public ValueTask<IReadOnlyList<Referrer>> ListReferrersAsync(string repository, Digest subject, CancellationToken ct) =>
        RemoteReferrers.ListAsync(channel, channel.UrlOf($"{repository}/referrers/{subject}"), trail.Next, Pull(repository), ct);

    private ValueTask<RemoteAnswer> AskAsync(HttpMethod method, string repository, Reference reference, CancellationToken ct) =>
        channel.SendAsync(new(method, channel.UrlOf($"{repository}/manifests/{reference}")) { Accept = ManifestTypes, Trail = trail.Next }, Pull(repository), ct);

    private static string Pull(string repository) => $"repository:{repository}:pull";

    private static ReadOnlyMemoryContent Body(StoredManifest manifest)
    {
        var body = new ReadOnlyMemoryContent(manifest.Content);
        body.Headers.TryAddWithoutValidation("Content-Type", manifest.MediaType);
        return body;
    }
}

using System.Net;
using Slipway.Registry;
using Slipway.Registry.Remotes;

namespace Slipway.Adapters.Remotes;

/// <summary>
/// Pushes blobs (distribution specification, "Pushing blobs"): whole, in one <c>PUT</c>, which is the fastest; in chunks
/// where something on the way, such as a proxy, finds that too much.
/// </summary>
internal sealed class RemotePush(RemoteChannel channel)
{
    private const long ChunkSize = 16 << 20;

    public static string ScopeOf(string repository) => $"repository:{repository}:pull,push";

    public async ValueTask PushBlobAsync(string repository, Digest digest, IBlobContent content, CancellationToken ct)
    {
        if (await TryPushWholeAsync(repository, digest, content, ct)) return;
        var upload = await StartAsync(repository, ct);
        for (var offset = 0L; offset < content.Length; offset += ChunkSize)
            upload = await AppendAsync(repository, upload, content, offset, Math.Min(ChunkSize, content.Length - offset), ct);
        using var done = await CompleteAsync(repository, upload, digest, null, ct);
        Check(done, digest);
    }

    /// <returns>false when that is more than may be sent in one request.</returns>
    private async ValueTask<bool> TryPushWholeAsync(string repository, Digest digest, IBlobContent content, CancellationToken ct)
    {
        var upload = await StartAsync(repository, ct);
        using var done = await CompleteAsync(repository, upload, digest, () => BodyOf(content, 0, content.Length), ct);
        if (done.Status is HttpStatusCode.RequestEntityTooLarge && content.Length > ChunkSize) return false;
        Check(done, digest);
        return true;
    }

    private async ValueTask<Uri> StartAsync(string repository, CancellationToken ct)
    {
        using var answer = await channel.SendAsync(new(HttpMethod.Post, channel.UrlOf($"{repository}/blobs/uploads/")) { Body = Nothing }, ScopeOf(repository), ct);
        return answer.Status is HttpStatusCode.Accepted ? NextOf(answer) : throw channel.FaultOf(answer);
    }

    private async ValueTask<Uri> AppendAsync(string repository, Uri upload, IBlobContent content, long offset, long length, CancellationToken ct)
    {
        using var answer = await channel.SendAsync(new(HttpMethod.Patch, upload) { Body = () => ChunkOf(content, offset, length) }, ScopeOf(repository), ct);
        return answer.Status is HttpStatusCode.Accepted or HttpStatusCode.NoContent ? NextOf(answer) : throw channel.FaultOf(answer);
    }

    private ValueTask<RemoteAnswer> CompleteAsync(string repository, Uri upload, Digest digest, Func<HttpContent>? body, CancellationToken ct)
    {
        var query = upload.Query.Length > 1 ? $"{upload.Query[1..]}&" : "";
        var url = new UriBuilder(upload) { Query = $"{query}digest={Uri.EscapeDataString(digest.ToString())}" }.Uri;
        return channel.SendAsync(new(HttpMethod.Put, url) { Body = body ?? Nothing }, ScopeOf(repository), ct);
    }

    private void Check(RemoteAnswer answer, Digest digest)
    {
        if (answer.Status is not (HttpStatusCode.Created or HttpStatusCode.NoContent)) throw channel.FaultOf(answer);
        if (Digest.TryParse(answer.Header("Docker-Content-Digest"), out var kept) && kept.Algorithm == digest.Algorithm && kept != digest)
            throw RemoteFaults.Invalid(answer.From, $"keeps the blob {digest} as {kept}");
    }

    private static Uri NextOf(RemoteAnswer answer) => answer.Message.Headers.Location is { } location && Uri.TryCreate(answer.From, location, out var next)
        ? next
        : throw RemoteFaults.Invalid(answer.From, "does not say where the upload goes on");

    private static RemoteBody BodyOf(IBlobContent content, long offset, long length)
    {
        var body = new RemoteBody(content, offset, length);
        body.Headers.ContentType = new("application/octet-stream");
        return body;
    }

    private static RemoteBody ChunkOf(IBlobContent content, long offset, long length)
    {
        var body = BodyOf(content, offset, length);
        // The specification's form, which is not HTTP's.
        body.Headers.TryAddWithoutValidation("Content-Range", $"{offset}-{offset + length - 1}");
        return body;
    }

    // Some registries want a length even of nothing.
    private static ByteArrayContent Nothing() => new([]);
}

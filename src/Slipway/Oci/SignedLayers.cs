using Microsoft.AspNetCore.Http;
using Slipway.Registry;
using Slipway.Registry.Layers;
using Slipway.Registry.Quotas;
using Slipway.Registry.Sealing;
using Slipway.Wire;

namespace Slipway.Oci;

/// <summary>
/// Serves the addresses of API_GetDownloadUrlForLayer: without credentials, since clients drop theirs when they follow
/// an address, and with ranges, since they resume.
/// </summary>
internal sealed class SignedLayers(LayerUrls urls, PullLayer pull, UpstreamPulls upstreams, Blobs blobs)
{
    /// <summary>Whether a request is for such an address; no repository can have its name.</summary>
    public static bool Owns(HttpRequest request) => request.Path.Value?.StartsWith(LayerUrls.Prefix, StringComparison.Ordinal) ?? false;

    public async ValueTask<OciError?> AnswerAsync(HttpContext http)
    {
        var request = http.Request;
        http.Features.Get<RequestRecord>()?.Action = "ecr:GetDownloadUrlForLayer";
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)) return OciErrors.MethodNotAllowed("GET, HEAD");
        if (!urls.TryRead(request.Path.Value!, request.Query["expires"], request.Query["signature"], out var layer))
            return new(StatusCodes.Status403Forbidden, "DENIED", "The address of the layer is not genuine, or has expired. Ask for another.");
        try
        {
            return await SendAsync(http, layer.Value);
        }
        catch (KeyUnavailableException shut) when (!http.Response.HasStarted)
        {
            return OciErrors.Denied(shut.Message);
        }
        catch (StorageQuotaException full) when (!http.Response.HasStarted)
        {
            return OciErrors.Denied(full.Message);
        }
    }

    private async ValueTask<OciError?> SendAsync(HttpContext http, LinkKey layer)
    {
        var (content, refusal) = await OpenAsync(layer, http.RequestAborted);
        if (content is null) return refusal ?? new(StatusCodes.Status404NotFound, "BLOB_UNKNOWN", $"The layer with digest {layer.Digest} does not exist any more");
        await using (content) return await blobs.SendAsync(new(http, default, default, null!), layer.Digest, content);
    }

    /// <summary>What is kept, or what is still coming from an upstream.</summary>
    private async ValueTask<(IBlobContent? Content, OciError? Refusal)> OpenAsync(LinkKey layer, CancellationToken ct)
    {
        if (await pull.OpenAsync(layer.RepositoryId, layer.Digest, ct) is { } kept) return (kept, null);
        var (coming, refusal) = await upstreams.JoinAsync(layer, ct);
        // It may have arrived between the two.
        return coming is null && refusal is null ? (await pull.OpenAsync(layer.RepositoryId, layer.Digest, ct), null) : (coming, refusal);
    }
}

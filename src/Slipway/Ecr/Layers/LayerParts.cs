using System.Collections.Concurrent;
using Slipway.Registry;

namespace Slipway.Ecr.Layers;

/// <summary>
/// Remembers of each upload in parts whether a part before the last was too small, which CompleteLayerUpload refuses.
/// Only the API counts parts; the data plane takes pieces of any size.
/// </summary>
// Departs: the sizes of layer parts are remembered in memory; those of before a restart are not held against an upload.
internal sealed class LayerParts
{
    /// <summary>Bytes that every part but the last must have.</summary>
    public const long Smallest = 5 << 20;

    // Abandoned uploads leave an entry; past this many the rule is forgotten for all rather than memory lost.
    private const int MostRemembered = 100_000;

    private readonly ConcurrentDictionary<UploadKey, Parts> uploads = new();

    /// <summary>Called with the upload open, so that one request at a time speaks for it.</summary>
    public void Received(UploadKey upload, long size)
    {
        if (uploads.Count >= MostRemembered) uploads.Clear();
        var before = uploads.GetValueOrDefault(upload);
        uploads[upload] = new(LastSize: size, HasSmall: before is { HasSmall: true } or { LastSize: < Smallest });
    }

    /// <summary>A part before the last one was too small.</summary>
    public bool HasSmallPart(UploadKey upload) => uploads.GetValueOrDefault(upload) is { HasSmall: true };

    public void Forget(UploadKey upload) => uploads.TryRemove(upload, out _);

    private sealed record Parts(long LastSize, bool HasSmall);
}

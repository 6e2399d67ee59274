using System.Net;

namespace Slipway.Adapters.Remotes;

/// <summary>Answers to requests that begin within a blob.</summary>
internal static class RemoteRange
{
    /// <returns>The length of the whole, null where it is not said, and how many bytes come before the wanted ones; null for an answer of another kind.</returns>
    public static (long? Length, long Skip)? Read(RemoteAnswer answer, long offset)
    {
        var headers = answer.Message.Content.Headers;
        if (answer.Status is HttpStatusCode.OK) return (headers.ContentLength, offset);
        if (offset == 0 || answer.Status is not HttpStatusCode.PartialContent || headers.ContentRange is not { From: { } first } range) return null;
        return first <= offset ? (range.Length, offset - first) : null;
    }

    public static async ValueTask SkipAsync(Stream body, long count, Uri from, CancellationToken ct)
    {
        var buffer = new byte[(int)Math.Min(count, 64 * 1024)];
        while (count > 0)
        {
            var read = await body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), ct);
            if (read == 0) throw RemoteFaults.Invalid(from, "gives fewer bytes than it has given before");
            count -= read;
        }
    }
}

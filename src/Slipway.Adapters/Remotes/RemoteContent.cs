using Slipway.Registry.Remotes;

namespace Slipway.Adapters.Remotes;

/// <summary>Reads bodies that are to fit into memory.</summary>
internal static class RemoteContent
{
    /// <exception cref="RemoteFailureException">More than <paramref name="most"/> bytes, or it broke off.</exception>
    public static async ValueTask<byte[]> ReadAsync(HttpResponseMessage answer, Uri from, int most, TimeSpan patience, CancellationToken ct)
    {
        if (answer.Content.Headers.ContentLength > most) throw TooLarge(from, most);
        await using var body = new RemoteStream(answer, await answer.Content.ReadAsStreamAsync(ct), from, patience);
        using var kept = new MemoryStream((int)(answer.Content.Headers.ContentLength ?? 4096));
        var buffer = new byte[16 * 1024];
        while (await body.ReadAsync(buffer, ct) is > 0 and var read)
        {
            if (kept.Length + read > most) throw TooLarge(from, most);
            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }

    private static RemoteFailureException TooLarge(Uri from, int most) => RemoteFaults.Invalid(from, $"answers with more than {most} bytes");
}

using System.Net;
using System.Text.Json;
using Slipway.Registry;
using Slipway.Registry.Remotes;

namespace Slipway.Adapters.Remotes;

/// <summary>Reads the referrers API of another registry (distribution specification, "Listing Referrers").</summary>
internal static class RemoteReferrers
{
    private const int MaxAnswer = 4 << 20;
    private const int MostPages = 50;

    // Of a media type (RFC 6838, 4.2: twice 127 and a slash).
    private const int LongestType = 255;

    public static async ValueTask<IReadOnlyList<Referrer>> ListAsync(RemoteChannel channel, Uri first, string trail, string scope, CancellationToken ct)
    {
        GatheredReferrers found = new();
        Uri? next = first;
        for (var page = 0; next is not null && page < MostPages && !found.IsFull; page++)
        {
            using var answer = await channel.SendAsync(new(HttpMethod.Get, next) { Trail = trail }, scope, ct);
            // What knows no referrers says that there is no such address, or no such thing to do there.
            if (answer.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.BadRequest) break;
            if (answer.Status is not HttpStatusCode.OK) throw channel.FaultOf(answer);
            Read(await RemoteContent.ReadAsync(answer.Message, answer.From, MaxAnswer, channel.Patience, ct), answer.From, found);
            next = NextOf(answer, first);
        }

        return found.Found;
    }

    private static void Read(byte[] body, Uri from, GatheredReferrers found)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new() { MaxDepth = 16 });
            if (!json.RootElement.TryGetProperty("manifests", out var manifests) || manifests.ValueKind is not JsonValueKind.Array) return;
            foreach (var entry in manifests.EnumerateArray())
            {
                if (!Digest.TryParse(Text(entry, "digest"), out var digest) || Text(entry, "mediaType") is not { Length: <= LongestType } type) continue;
                var size = entry.TryGetProperty("size", out var number) && number.TryGetInt64(out var bytes) ? bytes : 0;
                if (size < 0 || Text(entry, "artifactType") is { Length: > LongestType }) continue;
                found.Add(new(digest, type, size, Text(entry, "artifactType"), Annotations(entry)));
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            throw RemoteFaults.Invalid(from, "answers no list of referrers");
        }
    }

    private static Dictionary<string, string> Annotations(JsonElement entry)
    {
        Dictionary<string, string> annotations = new(StringComparer.Ordinal);
        if (!entry.TryGetProperty("annotations", out var pairs) || pairs.ValueKind is not JsonValueKind.Object) return annotations;
        foreach (var pair in pairs.EnumerateObject())
            if (pair.Value.ValueKind is JsonValueKind.String) annotations[pair.Name] = pair.Value.GetString()!;
        return annotations;
    }

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    /// <summary>The page that follows, on the same host.</summary>
    private static Uri? NextOf(RemoteAnswer answer, Uri first)
    {
        if (answer.Header("Link") is not { } link || !link.Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase)) return null;
        var (open, close) = (link.IndexOf('<', StringComparison.Ordinal), link.IndexOf('>', StringComparison.Ordinal));
        if (open < 0 || close < open || !Uri.TryCreate(answer.From, link[(open + 1)..close], out var next)) return null;
        return RemoteSender.IsSameHost(next, first) ? next : null;
    }
}

using System.Text.Json;
using Slipway.Registry;
using Slipway.Registry.Manifests;
using Slipway.Registry.PullThrough;

namespace Slipway.Oci;

/// <summary>What refers to a manifest by its <c>subject</c> (distribution specification, "Listing Referrers").</summary>
internal sealed class Referrers(IImageStore images, UpstreamPulls upstreams)
{
    // Annotations are as large as their pushers like, up to a manifest's size each: they are read a few at a time, and a
    // page ends where an index would be too large for clients to take.
    private const int Portion = 20;
    private const int MostDescriptors = 500;
    private const int MostCharacters = 2 * 1024 * 1024;

    // Archived ones are passed over; behind so many the page ends, even if it is empty.
    private const int MostRead = 2000;

    public async ValueTask<OciError?> ListAsync(OciExchange exchange)
    {
        if (exchange.ReferenceAsDigest() is not { } subject) return OciErrors.DigestMalformed;
        Digest? after = null;
        if (exchange.Query("last") is { Length: > 0 } last)
        {
            if (!Digest.TryParse(last, out var digest)) return Paging.LastInvalid;
            after = digest;
        }

        var artifactType = exchange.Query("artifactType") is { Length: > 0 } filter
            // A plus sign that was not escaped arrives as a space, which no media type has.
            ? filter.Replace(' ', '+')
            : null;
        var (found, next) = await CollectAsync(exchange, subject, artifactType, after);
        if (artifactType is not null) exchange.Response.Headers["OCI-Filters-Applied"] = "artifactType";
        if (next is { } behind)
        {
            var query = artifactType is null ? "" : $"artifactType={Uri.EscapeDataString(artifactType)}&";
            Paging.Link(exchange, $"/v2/{exchange.Name}/referrers/{subject}", $"{query}last={behind}");
        }

        await exchange.AnswerJsonAsync(200, MediaType.OciIndex, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", 2);
            json.WriteString("mediaType", MediaType.OciIndex);
            json.WriteStartArray("manifests");
            foreach (var referrer in found) Write(json, referrer);
            json.WriteEndArray();
            json.WriteEndObject();
        });
        return null;
    }

    private async ValueTask<(List<Referrer> Found, Digest? Next)> CollectAsync(OciExchange exchange, Digest subject, string? artifactType, Digest? after)
    {
        var listing = new MergedReferrers(images, exchange.Repository.Id, subject, await upstreams.ListReferrersAsync(exchange, subject));
        List<Referrer> found = [];
        var (characters, read) = (0L, 0);
        while (true)
        {
            var page = await listing.ListAsync(artifactType, after, Portion, exchange.Aborted);
            foreach (var referrer in page.Items)
            {
                // As ECR's own listing leaves them out unless they are asked for: whoever looks here is about to pull.
                if (referrer.Status is not ImageStatus.Active) continue;
                var cost = 400L + referrer.Annotations.Sum(annotation => annotation.Key.Length + annotation.Value.Length + 8L);
                // The first one goes out however large it is, or the list would never end.
                if (found.Count > 0 && (characters + cost > MostCharacters || found.Count == MostDescriptors)) return (found, found[^1].Digest);
                characters += cost;
                found.Add(referrer);
            }

            if (!page.HasMore) return (found, null);
            after = page.Items[^1].Digest;
            if ((read += page.Items.Count) >= MostRead) return (found, after);
        }
    }

    private static void Write(Utf8JsonWriter json, Referrer referrer)
    {
        json.WriteStartObject();
        json.WriteString("mediaType", referrer.MediaType);
        json.WriteString("digest", referrer.Digest.ToString());
        json.WriteNumber("size", referrer.Size);
        if (referrer.ArtifactType is { Length: > 0 } artifactType) json.WriteString("artifactType", artifactType);
        if (referrer.Annotations.Count > 0)
        {
            json.WriteStartObject("annotations");
            foreach (var (key, value) in referrer.Annotations) json.WriteString(key, value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}

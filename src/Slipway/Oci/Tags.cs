using Slipway.Registry;

namespace Slipway.Oci;

/// <summary>The tags of a repository in ordinal order (distribution specification, "Content Discovery: Listing Tags").</summary>
internal sealed class Tags(IImageStore images)
{
    public async ValueTask<OciError?> ListAsync(OciExchange exchange)
    {
        if (!Paging.TryReadSize(exchange, out var size)) return Paging.SizeInvalid;
        ImageTag? after = null;
        if (exchange.Query("last") is { Length: > 0 } last)
        {
            if (!ImageTag.TryParse(last, out var tag)) return Paging.LastInvalid;
            after = tag;
        }

        // "If n=0, the registry MUST return an empty list and MUST NOT include a Link header."
        IReadOnlyList<ImageTag> tags = [];
        if (size > 0)
        {
            var page = await images.ListTagsAsync(exchange.Repository.Id, after, size, exchange.Aborted);
            tags = page.Items;
            if (page.HasMore) Paging.Link(exchange, $"/v2/{exchange.Name}/tags/list", $"n={size}&last={tags[^1]}");
        }

        await exchange.AnswerJsonAsync(200, "application/json", json =>
        {
            json.WriteStartObject();
            json.WriteString("name", exchange.Name.ToString());
            json.WriteStartArray("tags");
            foreach (var tag in tags) json.WriteStringValue(tag.ToString());
            json.WriteEndArray();
            json.WriteEndObject();
        });
        return null;
    }
}

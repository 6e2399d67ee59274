using Slipway.Registry;

namespace Slipway.Oci;

/// <summary>
/// The repositories of a registry in ordinal order: not in the specification any more, but tools ask for it
/// (Docker Registry HTTP API V2, "Catalog").
/// </summary>
internal sealed class Catalog(IRepositoryStore repositories)
{
    public async ValueTask<OciError?> ListAsync(OciExchange exchange)
    {
        if (!Paging.TryReadSize(exchange, out var size)) return Paging.SizeInvalid;
        RepositoryName? after = null;
        if (exchange.Query("last") is { Length: > 0 } last)
        {
            if (!RepositoryName.TryParse(last, out var name)) return Paging.LastInvalid;
            after = name;
        }

        IReadOnlyList<Repository> found = [];
        if (size > 0)
        {
            var page = await repositories.ListAsync(exchange.Registry, after, size, exchange.Aborted);
            found = page.Items;
            // A slash is allowed in a query as it is (RFC 3986, section 3.4).
            if (page.HasMore) Paging.Link(exchange, "/v2/_catalog", $"n={size}&last={found[^1].Name}");
        }

        await exchange.AnswerJsonAsync(200, "application/json", json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("repositories");
            foreach (var repository in found) json.WriteStringValue(repository.Name.ToString());
            json.WriteEndArray();
            json.WriteEndObject();
        });
        return null;
    }
}

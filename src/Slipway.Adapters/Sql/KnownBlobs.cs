using System.Runtime.CompilerServices;
using Slipway.Registry;

namespace Slipway.Adapters.Sql;

/// <summary>Every blob that some repository holds, in order of the names.</summary>
internal static class KnownBlobs
{
    private const int PageSize = 1000;

    private const string Blobs = "select domain, digest, size from blob where (domain, digest) > (@domain, @after) and link_count > 0 and not is_cold order by domain, digest limit @limit";

    public static async IAsyncEnumerable<KnownBlob> ListAsync(Database database, [EnumeratorCancellation] CancellationToken ct)
    {
        var after = (Domain: -1L, Digest: "");
        while (true)
        {
            var page = await database.ReadAsync(
                session => session.On(Blobs).With("@domain", after.Domain).With("@after", after.Digest).With("@limit", PageSize)
                    .All(static row => new KnownBlob(new(row.GetInt64(0), Digest.Parse(row.GetString(1))), row.GetInt64(2))),
                ct).ConfigureAwait(false);
            foreach (var blob in page) yield return blob;
            if (page.Count < PageSize) yield break;
            after = (page[^1].Name.Domain, page[^1].Name.Digest.ToString());
        }
    }
}

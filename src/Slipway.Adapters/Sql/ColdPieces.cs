using Slipway.Registry.Archiving;

namespace Slipway.Adapters.Sql;

/// <summary>Adds and releases the pieces of cold blobs, inside one transaction; the counts of chunks and packs follow.</summary>
internal sealed class ColdPieces(SqlSession session)
{
    private const string FindBlob = "select id from blob where domain = @domain and digest = @digest";

    private const string AddBlob = "insert into blob (domain, digest, size, link_count) values (@domain, @digest, @size, 0) returning id";

    private const string AddPack = "insert into cold_pack (blob_id, chunk_count) values (@blob, 0) on conflict (blob_id) do nothing";

    private const string CountLink = "update blob set link_count = link_count + @change where id = @blob";

    private const string AddChunk =
        """
        insert into cold_chunk (domain, hash, pack_id, position, stored_length, length, is_compressed, piece_count)
        values (@domain, @hash, @pack, @position, @stored, @length, @compressed, 0)
        """;

    private const string CountChunks = "update cold_pack set chunk_count = chunk_count + @change where blob_id = @pack returning chunk_count";

    private const string NeedChunk = "update cold_chunk set piece_count = piece_count + 1 where domain = @domain and hash = @hash returning id";

    private const string AddPiece = "insert into cold_piece (blob_id, ordinal, chunk_id) values (@blob, @ordinal, @chunk)";

    private const string IsCold = "select 1 from blob where id = @blob and is_cold";

    private const string SomePieces = "select ordinal, chunk_id from cold_piece where blob_id = @blob order by ordinal limit @limit";

    private const string RemovePiece = "delete from cold_piece where blob_id = @blob and ordinal = @ordinal";

    private const string ReleaseChunk = "update cold_chunk set piece_count = piece_count - 1 where id = @chunk returning piece_count, pack_id";

    private const string RemoveChunk = "delete from cold_chunk where id = @chunk";

    private const string RemovePack = "delete from cold_pack where blob_id = @pack";

    public int Add(ArchivedBlob blob, long first, IReadOnlyList<string> pieces, NewPack? pack)
    {
        if (pack is not null) Add(pack);
        for (var i = 0; i < pieces.Count; i++)
        {
            var chunk = session.On(NeedChunk).With("@domain", blob.Name.Domain).With("@hash", pieces[i]).Number()
                ?? throw new InvalidOperationException($"A chunk of {blob.Name} is not kept.");
            session.On(AddPiece).With("@blob", blob.Id).With("@ordinal", first + i).With("@chunk", chunk).Run();
        }

        return pieces.Count;
    }

    /// <returns>How many went.</returns>
    public int Release(long blob, int limit)
    {
        // Grown cold again since it was noted: what is there is needed.
        if (session.On(IsCold).With("@blob", blob).Any())
        {
            ArchiveTasks.Finish(session, ArchiveTask.Release, blob);
            return 0;
        }

        var pieces = session.On(SomePieces).With("@blob", blob).With("@limit", limit).All(static row => (Ordinal: row.GetInt64(0), Chunk: row.GetInt64(1)));
        foreach (var (ordinal, chunk) in pieces)
        {
            session.On(RemovePiece).With("@blob", blob).With("@ordinal", ordinal).Run();
            var (count, pack) = session.On(ReleaseChunk).With("@chunk", chunk).First(static row => (row.GetInt64(0), row.GetInt64(1)));
            if (count == 0) Remove(chunk, pack);
        }

        if (pieces.Count < limit) ArchiveTasks.Finish(session, ArchiveTask.Release, blob);
        return pieces.Count;
    }

    private void Add(NewPack pack)
    {
        // The same bytes may be there already: a pack whose chunks have all gone, and which nobody has collected.
        var id = session.On(FindBlob).With("@domain", pack.Name.Domain).With("@digest", pack.Name.Digest.ToString()).Number()
            ?? session.On(AddBlob).With("@domain", pack.Name.Domain).With("@digest", pack.Name.Digest.ToString()).With("@size", pack.Size).Number()!.Value;
        if (session.On(AddPack).With("@blob", id).Run() > 0) session.On(CountLink).With("@blob", id).With("@change", 1).Run();
        foreach (var chunk in pack.Chunks)
        {
            session.On(AddChunk)
                .With("@domain", pack.Name.Domain)
                .With("@hash", chunk.Hash)
                .With("@pack", id)
                .With("@position", chunk.Position)
                .With("@stored", chunk.StoredLength)
                .With("@length", chunk.Length)
                .With("@compressed", chunk.IsCompressed)
                .Run();
        }

        session.On(CountChunks).With("@pack", id).With("@change", pack.Chunks.Count).Number();
    }

    private void Remove(long chunk, long pack)
    {
        session.On(RemoveChunk).With("@chunk", chunk).Run();
        if (session.On(CountChunks).With("@pack", pack).With("@change", -1).Number() > 0) return;
        session.On(RemovePack).With("@pack", pack).Run();
        session.On(CountLink).With("@blob", pack).With("@change", -1).Run();
    }
}

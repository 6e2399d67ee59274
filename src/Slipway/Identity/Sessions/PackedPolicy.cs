using System.IO.Compression;
using System.Text;
using Slipway.Wire;

namespace Slipway.Identity.Sessions;

/// <summary>
/// Session policies and tags, compressed: the part of a session token whose size its caller chooses
/// (<c>PackedPolicySize</c> in STS's answers).
/// </summary>
internal static class PackedPolicy
{
    /// <summary>Bytes.</summary>
    public const int MaxSize = 2048;

    /// <summary>How much of the allotted space a session takes; it cannot be issued above 100.</summary>
    public static int PercentOf(Session session) => (int)Math.Ceiling(Pack(session).Length * 100.0 / MaxSize);

    public static byte[] Pack(Session session)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal))
        using (var writer = new BinaryWriter(brotli, Encoding.UTF8))
        {
            Write(writer, session.Policies);
            Write(writer, session.PolicyArns);
            Write(writer, [.. session.Tags.SelectMany(tag => new[] { tag.Key, tag.Value })]);
            Write(writer, session.TransitiveTagKeys);
        }

        return packed.ToArray();
    }

    /// <param name="packed">Made by <see cref="Pack"/>: it comes out of a sealed token, and needs no suspicion.</param>
    public static Session Unpack(byte[] packed, Session into)
    {
        using var reader = new BinaryReader(new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress), Encoding.UTF8);
        var (policies, arns, tags) = (Read(reader), Read(reader), Read(reader));
        return into with
        {
            Policies = policies,
            PolicyArns = arns,
            Tags = [.. tags.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], pair[1]))],
            TransitiveTagKeys = Read(reader),
        };
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write7BitEncodedInt(texts.Count);
        foreach (var text in texts) writer.Write(text);
    }

    private static string[] Read(BinaryReader reader)
    {
        var texts = new string[reader.Read7BitEncodedInt()];
        for (var i = 0; i < texts.Length; i++) texts[i] = reader.ReadString();
        return texts;
    }
}

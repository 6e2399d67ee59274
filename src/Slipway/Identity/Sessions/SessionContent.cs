using System.Text;
using Slipway.Wire;

namespace Slipway.Identity.Sessions;

/// <summary>What is sealed in a session token: the secret, the kind of principal, and the session.</summary>
internal static class SessionContent
{
    /// <summary>Bytes of the secret, which is 40 characters of base64.</summary>
    private const int SecretSize = 30;

    private const byte Version = 1;

    /// <summary>So that a sealed token is longer than 300 characters, as some clients expect, and says little by its length.</summary>
    private const int MinSize = 240;

    public static byte[] Write(PrincipalKind kind, Session session, string secretAccessKey)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8))
        {
            writer.Write(Version);
            writer.Write(Convert.FromBase64String(secretAccessKey));
            WriteSession(writer, kind, session);
        }

        var content = bytes.ToArray();
        return content.Length < MinSize ? [.. content, .. new byte[MinSize - content.Length]] : content;
    }

    /// <summary>A session without its secret.</summary>
    public static void WriteSession(BinaryWriter writer, PrincipalKind kind, Session session)
    {
        writer.Write((byte)kind);
        writer.Write(session.IssuerId);
        writer.Write(session.IssuerArn);
        writer.Write(session.Name);
        writer.Write(session.IssuedAt.ToUnixTimeSeconds());
        writer.Write(session.ExpiresAt.ToUnixTimeSeconds());
        writer.Write(session.IsRestricted);
        writer.Write(session.MultiFactorAt?.ToUnixTimeSeconds() ?? 0);
        writer.Write(session.SourceIdentity ?? "");
        writer.Write(session.FederatedProvider ?? "");
        writer.Write(session.ParentAccessKeyId ?? "");
        var packed = PackedPolicy.Pack(session);
        writer.Write7BitEncodedInt(packed.Length);
        writer.Write(packed);
    }

    /// <returns>null for the content of another version.</returns>
    public static string? ReadSecret(byte[] content) =>
        content[0] == Version ? Convert.ToBase64String(content, sizeof(byte), SecretSize) : null;

    /// <param name="content">Opened, of this version: what was sealed here needs no further suspicion.</param>
    public static (PrincipalKind Kind, Session Session) Read(byte[] content)
    {
        using var reader = new BinaryReader(new MemoryStream(content), Encoding.UTF8);
        reader.BaseStream.Position = sizeof(byte) + SecretSize;
        return ReadSession(reader);
    }

    /// <summary>What <see cref="WriteSession"/> wrote.</summary>
    public static (PrincipalKind Kind, Session Session) ReadSession(BinaryReader reader)
    {
        var kind = (PrincipalKind)reader.ReadByte();
        var session = new Session(reader.ReadString(), reader.ReadString(), reader.ReadString(), ReadTime(reader), ReadTime(reader))
        {
            IsRestricted = reader.ReadBoolean(),
            MultiFactorAt = ReadTime(reader) is var at && at > DateTimeOffset.UnixEpoch ? at : null,
            SourceIdentity = NullIfEmpty(reader.ReadString()),
            FederatedProvider = NullIfEmpty(reader.ReadString()),
            ParentAccessKeyId = NullIfEmpty(reader.ReadString()),
        };
        return (kind, PackedPolicy.Unpack(reader.ReadBytes(reader.Read7BitEncodedInt()), session));
    }

    private static DateTimeOffset ReadTime(BinaryReader reader) => DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt64());

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}

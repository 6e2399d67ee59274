using System.Buffers.Text;
using System.Text;
using Slipway.Identity.Sessions;
using Slipway.Kernel;
using Slipway.Wire;

namespace Slipway.Identity;

/// <summary>What a registry token says, once opened.</summary>
internal sealed record TokenContent(Principal Principal, string Region, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    private const byte OfKey = 1, OfSession = 2;

    /// <summary>Base64url without padding: no colon, which separates user and password in a Basic header.</summary>
    public string Seal(SecretBox box)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8))
        {
            writer.Write(Principal.Session is null ? OfKey : OfSession);
            writer.Write(IssuedAt.ToUnixTimeMilliseconds());
            writer.Write(ExpiresAt.ToUnixTimeMilliseconds());
            writer.Write(Principal.Account);
            writer.Write(Principal.Arn);
            writer.Write(Principal.UserId);
            writer.Write(Principal.AccessKeyId);
            writer.Write(Region);
            if (Principal.Session is { } session) SessionContent.WriteSession(writer, Principal.Kind, session);
        }

        return Base64Url.EncodeToString(box.Seal(bytes.ToArray(), associatedData: []));
    }

    /// <returns>null for what <see cref="Seal"/> did not make under this key.</returns>
    public static TokenContent? Open(string token, SecretBox box)
    {
        if (!Base64Url.IsValid(token)) return null;
        var sealedContent = Base64Url.DecodeFromChars(token);
        // Base64 can say the same in several ways; only the one that was issued is the token.
        if (Base64Url.EncodeToString(sealedContent) != token || !box.TryOpen(sealedContent, associatedData: [], out var content)) return null;
        // Whatever opened was sealed here: it needs no further suspicion, only its version looked at.
        using var reader = new BinaryReader(new MemoryStream(content), Encoding.UTF8);
        var version = reader.ReadByte();
        if (version is not (OfKey or OfSession)) return null;
        var issued = DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64());
        var expires = DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64());
        var principal = new Principal(reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString());
        var region = reader.ReadString();
        if (version == OfSession)
        {
            var (kind, session) = SessionContent.ReadSession(reader);
            principal = principal with { Kind = kind, Session = session };
        }

        return new(principal, region, issued, expires);
    }
}

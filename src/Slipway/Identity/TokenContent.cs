using System.Buffers.Text;
using System.Text;
using Slipway.Kernel;
using Slipway.Wire;

namespace Slipway.Identity;

/// <summary>What a registry token says, once opened.</summary>
internal sealed record TokenContent(Principal Principal, string Region, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    private const byte Version = 1;

    /// <summary>Base64url without padding: no colon, which separates user and password in a Basic header.</summary>
    public string Seal(SecretBox box)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8))
        {
            writer.Write(Version);
            writer.Write(IssuedAt.ToUnixTimeMilliseconds());
            writer.Write(ExpiresAt.ToUnixTimeMilliseconds());
            writer.Write(Principal.Account);
            writer.Write(Principal.Arn);
            writer.Write(Principal.UserId);
            writer.Write(Principal.AccessKeyId);
            writer.Write(Region);
        }

        return Base64Url.EncodeToString(box.Seal(bytes.ToArray(), associatedData: []));
    }

    /// <returns>null for what <see cref="Seal"/> did not make under this key.</returns>
    public static TokenContent? Open(string token, SecretBox box)
    {
        if (!Base64Url.IsValid(token) || !box.TryOpen(Base64Url.DecodeFromChars(token), associatedData: [], out var content)) return null;
        // Whatever opened was sealed here: it needs no further suspicion, only its version looked at.
        using var reader = new BinaryReader(new MemoryStream(content), Encoding.UTF8);
        if (reader.ReadByte() != Version) return null;
        var issued = DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64());
        var expires = DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64());
        return new(new(reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString()), reader.ReadString(), issued, expires);
    }
}

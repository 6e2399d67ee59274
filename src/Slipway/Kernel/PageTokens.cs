using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Kernel;

/// <summary>
/// The opaque <c>nextToken</c> of a listing: where the next page begins, signed. It goes on only with the listing that
/// it came from; a token of another operation, another caller's registry or another filter is refused, as is one that
/// was changed. It does not run out, and a restart of the server does not spoil it.
/// </summary>
public sealed class PageTokens(DataKey key)
{
    private const byte Version = 1;
    private const int SignatureSize = 16;
    private const int MaxTokenLength = 2048;

    private readonly byte[] signingKey = key.Derive("page-token");

    /// <param name="listing">Everything that makes this listing what it is: operation, registry, filters.</param>
    /// <param name="position">The last item of this page.</param>
    public string Issue(string listing, string position)
    {
        var place = Encoding.UTF8.GetBytes(position);
        return Base64Url.EncodeToString([Version, .. Sign(listing, place), .. place]);
    }

    /// <returns>false for anything that <see cref="Issue"/> did not make for this listing.</returns>
    public bool TryRead(string listing, string token, [NotNullWhen(true)] out string? position)
    {
        position = null;
        if (token.Length > MaxTokenLength || !Base64Url.IsValid(token)) return false;
        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length < 1 + SignatureSize || bytes[0] != Version) return false;
        var place = bytes.AsSpan(1 + SignatureSize);
        if (!CryptographicOperations.FixedTimeEquals(Sign(listing, place), bytes.AsSpan(1, SignatureSize))) return false;
        position = Encoding.UTF8.GetString(place);
        return true;
    }

    // The listing's length comes first, so that no two pairs of listing and place are signed as the same bytes.
    private byte[] Sign(string listing, ReadOnlySpan<byte> place)
    {
        var name = Encoding.UTF8.GetBytes(listing);
        var message = new byte[sizeof(int) + name.Length + place.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, name.Length);
        name.CopyTo(message, sizeof(int));
        place.CopyTo(message.AsSpan(sizeof(int) + name.Length));
        return HMACSHA256.HashData(signingKey, message)[..SignatureSize];
    }
}

namespace Slipway.Identity.MfaDevices;

/// <summary>RFC 4648, section 6, for whole groups of eight characters.</summary>
internal static class Base32
{
    public const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <exception cref="FormatException">A character outside the alphabet, or a broken group.</exception>
    public static byte[] Decode(string text)
    {
        if (text.Length % 8 != 0) throw new FormatException("Base32 comes in groups of eight characters.");
        var bytes = new byte[text.Length / 8 * 5];
        var (bits, held, at) = (0, 0, 0);
        foreach (var character in text)
        {
            var value = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (value < 0) throw new FormatException("A character that is not of base32.");
            (bits, held) = ((bits << 5) | value, held + 5);
            if (held < 8) continue;
            held -= 8;
            bytes[at++] = (byte)(bits >> held);
            bits &= (1 << held) - 1;
        }

        return bytes;
    }
}

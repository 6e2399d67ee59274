using Slipway.Kernel;

namespace Slipway.Identity;

/// <summary>The unique ids and keys of IAM ("IAM identifiers" in its user guide).</summary>
internal static class UniqueIds
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// <summary><c>AIDA</c> and 17 characters.</summary>
    public static string NewUser(IIdSource ids) => "AIDA" + ids.NewText(Base32, 17);

    /// <summary><c>ANPA</c> and 17 characters.</summary>
    public static string NewPolicy(IIdSource ids) => "ANPA" + ids.NewText(Base32, 17);

    /// <summary><c>AROA</c> and 17 characters.</summary>
    public static string NewRole(IIdSource ids) => "AROA" + ids.NewText(Base32, 17);

    /// <summary><c>AIPA</c> and 17 characters.</summary>
    public static string NewInstanceProfile(IIdSource ids) => "AIPA" + ids.NewText(Base32, 17);

    /// <summary><c>AGPA</c> and 17 characters.</summary>
    public static string NewGroup(IIdSource ids) => "AGPA" + ids.NewText(Base32, 17);

    /// <summary><c>AKIA</c> and 16 characters that tell the account, as tools expect.</summary>
    public static string NewAccessKey(string account, IIdSource ids) => NewKey("AKIA", account, ids);

    /// <summary><c>ASIA</c> and 16 characters that tell the account: a key that works only with its session token.</summary>
    public static string NewTemporaryKey(string account, IIdSource ids) => NewKey("ASIA", account, ids);

    /// <summary>40 characters, 240 random bits.</summary>
    public static string NewSecretAccessKey(IIdSource ids) => ids.NewText(Base64, 40);

    // Of the 80 bits that the 16 characters encode the first is set and the next 40 are the account's number.
    private static string NewKey(string prefix, string account, IIdSource ids)
    {
        var number = long.Parse(account, System.Globalization.CultureInfo.InvariantCulture);
        var upper = (number >> 1) | (1L << 39);
        Span<char> head = stackalloc char[8];
        for (var i = 7; i >= 0; i--, upper >>= 5) head[i] = Base32[(int)(upper & 31)];
        // The account's last bit is the first of the ninth character.
        var ninth = (number & 1) == 0 ? Base32[..16] : Base32[16..];
        return $"{prefix}{head}{ids.NewText(ninth, 1)}{ids.NewText(Base32, 7)}";
    }

    /// <summary>The account that the id of an access key tells.</summary>
    /// <returns>null for an id that was not made in that way.</returns>
    public static string? AccountOf(string accessKeyId)
    {
        if (accessKeyId.Length != 20) return null;
        ulong bits = 0;
        foreach (var letter in accessKeyId.AsSpan(4))
        {
            if (!Base32.Contains(letter, StringComparison.Ordinal)) return null;
        }

        foreach (var letter in accessKeyId.AsSpan(4, 9)) bits = (bits << 5) | (uint)Base32.IndexOf(letter, StringComparison.Ordinal);
        // 45 bits: the one that is always set, 40 of the number, four that are chance.
        var number = (bits >> 4) & 0xff_ffff_ffff;
        return bits >> 44 == 1 && number < 1_000_000_000_000 ? number.ToString("000000000000", System.Globalization.CultureInfo.InvariantCulture) : null;
    }
}

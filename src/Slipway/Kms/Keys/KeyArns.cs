using System.Buffers;
using Slipway.Wire;

namespace Slipway.Kms.Keys;

/// <summary>ARNs of keys and aliases.</summary>
internal static class KeyArns
{
    public const string Service = "kms";
    public const string AliasPrefix = "alias/";
    public const string KeyPrefix = "key/";

    public static string OfKey(string account, string region, string keyId) => $"arn:aws:kms:{region}:{account}:{KeyPrefix}{keyId}";

    /// <param name="alias">With its <c>alias/</c>.</param>
    public static string OfAlias(string account, string region, string alias) => $"arn:aws:kms:{region}:{account}:{alias}";

    /// <summary>
    /// What is demanded for a key however it is named. One that is named by an alias is demanded as <c>key/alias/NAME</c>, in
    /// whose place the key's own ARN comes (<see cref="KeyResources"/>); the alias itself is another resource.
    /// </summary>
    public static string Demanded(Caller caller, string keyId)
    {
        var named = NamedKey.Of(caller.Account, caller.Region, keyId);
        return OfKey(named.Account, named.Region, named.Alias ?? named.KeyId!);
    }
}

/// <summary>A key as a request names it; of <paramref name="KeyId"/> and <paramref name="Alias"/> one is null.</summary>
internal readonly record struct NamedKey(string Account, string Region, string? KeyId, string? Alias)
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <param name="text">A key's id or ARN, an alias or its ARN.</param>
    public static NamedKey Of(string account, string region, string text)
    {
        var resource = text;
        if (Arn.TryParse(text, out var arn) && arn.Service == KeyArns.Service)
            (account, region, resource) = (arn.Account, arn.Region, arn.Resource.StartsWith(KeyArns.KeyPrefix, StringComparison.Ordinal) ? arn.Resource[KeyArns.KeyPrefix.Length..] : arn.Resource);
        return resource.StartsWith(KeyArns.AliasPrefix, StringComparison.Ordinal) ? new(account, region, null, resource) : new(account, region, resource, null);
    }

    /// <summary>A UUID, or what keys of several regions have; there are none of those here.</summary>
    public static bool IsKeyId(string text) => Guid.TryParseExact(text, "D", out _)
        || (text.StartsWith("mrk-", StringComparison.Ordinal) && text.Length == 36 && text.AsSpan(4).IndexOfAnyExcept(HexDigits) < 0);

    public override string ToString() => KeyId is null ? KeyArns.OfAlias(Account, Region, Alias!) : KeyArns.OfKey(Account, Region, KeyId);
}

using System.Globalization;
using Slipway.Kernel;

namespace Slipway.Identity.AccessKeys;

/// <summary>
/// The access keys of users, as their owners manage them. Each method is one transaction; what returned is durable. Must
/// pass AccessKeyStoreContract.
/// </summary>
internal interface IAccessKeyStore
{
    /// <summary>In the order of their creation.</summary>
    /// <param name="after">The place that the page begins behind; null for the first page.</param>
    ValueTask<Page<AccessKey>> ListAsync(string userId, KeyPlace? after, int limit, CancellationToken ct);

    /// <param name="most">How many keys the user may have.</param>
    ValueTask<KeyAddition> AddAsync(AccessKey key, int most, CancellationToken ct);

    /// <returns>false when the user has no such key.</returns>
    ValueTask<bool> SetStatusAsync(string userId, string accessKeyId, bool isActive, CancellationToken ct);

    /// <inheritdoc cref="SetStatusAsync"/>
    ValueTask<bool> DeleteAsync(string userId, string accessKeyId, CancellationToken ct);

    /// <returns>null when the account has no such key.</returns>
    ValueTask<KeyUse?> FindUseAsync(string account, string accessKeyId, CancellationToken ct);
}

/// <summary>Where a key stands in a listing, whether it is still there or not.</summary>
internal readonly record struct KeyPlace(DateTimeOffset CreatedAt, string Id)
{
    public static KeyPlace Of(AccessKey key) => new(key.CreatedAt, key.Id);

    /// <param name="text">From <see cref="ToString"/>.</param>
    public static KeyPlace Parse(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return new(DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text.AsSpan(0, space), CultureInfo.InvariantCulture)), text[(space + 1)..]);
    }

    public override string ToString() => $"{CreatedAt.ToUnixTimeMilliseconds()} {Id}";
}

internal enum KeyAddition
{
    Added,
    NoSuchUser,
    QuotaExceeded,

    /// <summary>Somebody has a key of this id; another one will do.</summary>
    IdTaken,
}

/// <summary>Whose key it is, and when it last signed something.</summary>
/// <param name="Last">null when it never did; region and service as the signature named them.</param>
internal sealed record KeyUse(string UserName, (DateTimeOffset At, string Region, string Service)? Last);

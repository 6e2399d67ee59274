namespace Slipway.Events.Connections;

/// <summary>How API destinations log in. Its name is its own in its account and region.</summary>
/// <param name="Id">A UUID, part of its ARN: a connection of the same name that is made later is another one.</param>
/// <param name="Sealed">A <see cref="ConnectionContent"/>, see <see cref="ConnectionSecrets"/>.</param>
internal sealed record Connection(
    string Account, string Region, string Name, string Id, AuthorizationType Type, string? Description, ReadOnlyMemory<byte> Sealed,
    DateTimeOffset CreatedAt, DateTimeOffset ModifiedAt)
{
    /// <summary>Of an account in a region.</summary>
    public const int Most = 3000;

    public string Arn => ArnOf(Account, Region, $"{Name}/{Id}");

    /// <param name="name">Policies name connections without their id.</param>
    public static string ArnOf(string account, string region, string name) => $"arn:aws:events:{region}:{account}:connection/{name}";
}

internal enum AuthorizationType
{
    Basic,
    OauthClientCredentials,
    ApiKey,
}

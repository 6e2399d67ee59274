namespace Slipway.Events.Destinations;

/// <summary>A web hook: where requests go, how, and how many.</summary>
/// <param name="Id">A UUID, part of its ARN.</param>
/// <param name="Endpoint">A URL; asterisks in its path stand for values that targets give.</param>
/// <param name="RateLimit">Requests a second.</param>
internal sealed record ApiDestination(
    string Account, string Region, string Name, string Id, string? Description, string ConnectionArn, string Endpoint, ApiDestinationHttpMethod Method, int RateLimit,
    DateTimeOffset CreatedAt, DateTimeOffset ModifiedAt)
{
    /// <summary>Of an account in a region.</summary>
    public const int Most = 3000;

    public const int DefaultRate = 300;

    private const string Prefix = "api-destination/";

    public string Arn => ArnOf(Account, Region, $"{Name}/{Id}");

    /// <param name="name">Policies name destinations without their id.</param>
    public static string ArnOf(string account, string region, string name) => $"arn:aws:events:{region}:{account}:{Prefix}{name}";

    /// <returns>null for what is no ARN of a destination.</returns>
    public static string? NameOf(Wire.Arn arn) =>
        arn is { Partition: "aws", Service: "events" } && arn.Resource.Split('/') is ["api-destination", { Length: > 0 } name, { Length: > 0 }] ? name : null;
}

internal enum ApiDestinationHttpMethod
{
    Post,
    Get,
    Head,
    Options,
    Put,
    Patch,
    Delete,
}

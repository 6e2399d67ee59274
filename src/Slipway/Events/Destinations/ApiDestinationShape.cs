namespace Slipway.Events.Destinations;

internal enum ApiDestinationState
{
    Active,

    /// <summary>Its connection is gone.</summary>
    Inactive,
}

/// <summary>A destination in a listing (API_ApiDestination).</summary>
internal sealed record ApiDestinationShape(
    string ApiDestinationArn, string Name, ApiDestinationState ApiDestinationState, string ConnectionArn, string InvocationEndpoint,
    ApiDestinationHttpMethod HttpMethod, int InvocationRateLimitPerSecond, DateTimeOffset CreationTime, DateTimeOffset LastModifiedTime)
{
    public static ApiDestinationShape Of(ApiDestination destination, bool hasConnection) => new(
        destination.Arn, destination.Name, hasConnection ? ApiDestinationState.Active : ApiDestinationState.Inactive, destination.ConnectionArn, destination.Endpoint,
        destination.Method, destination.RateLimit, destination.CreatedAt, destination.ModifiedAt);
}

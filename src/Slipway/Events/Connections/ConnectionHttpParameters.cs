using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Connections;

/// <summary>Parameters that are added to every request of a connection (API_ConnectionHttpParameters).</summary>
internal sealed record ConnectionHttpParameters(
    [Items(0, 100)] IReadOnlyList<ConnectionHeaderParameter>? HeaderParameters,
    [Items(0, 100)] IReadOnlyList<ConnectionQueryStringParameter>? QueryStringParameters,
    [Items(0, 100)] IReadOnlyList<ConnectionBodyParameter>? BodyParameters)
{
    /// <summary>As it is told: without the values that are secrets.</summary>
    /// <returns>null where there are none.</returns>
    public static ConnectionHttpParameters? Of(ConnectionContent content) =>
        content.Headers.Count + content.Query.Count + content.Body.Count == 0
            ? null
            : new(
                [.. content.Headers.Select(one => new ConnectionHeaderParameter(one.Key, Told(one), one.IsSecret))],
                [.. content.Query.Select(one => new ConnectionQueryStringParameter(one.Key, Told(one), one.IsSecret))],
                [.. content.Body.Select(one => new ConnectionBodyParameter(one.Key, Told(one), one.IsSecret))]);

    /// <exception cref="AwsError">A header that is not for users to set, or a parameter without a key.</exception>
    public ConnectionContent AddedTo(ConnectionContent content)
    {
        foreach (var header in HeaderParameters ?? []) HttpHeaders.Check(header.Key ?? "");
        return content with
        {
            Headers = [.. (HeaderParameters ?? []).Select(one => Parameter(one.Key, one.Value, one.IsValueSecret))],
            Query = [.. (QueryStringParameters ?? []).Select(one => Parameter(one.Key, one.Value, one.IsValueSecret))],
            Body = [.. (BodyParameters ?? []).Select(one => Parameter(one.Key, one.Value, one.IsValueSecret))],
        };
    }

    private static string? Told(InvocationParameter parameter) => parameter.IsSecret ? null : parameter.Value;

    private static InvocationParameter Parameter(string? key, string? value, bool? isSecret) =>
        key is { Length: > 0 } ? new(key, value ?? "", isSecret ?? false) : throw EventsErrors.InvalidParameter("InvocationHttpParameters", "A parameter has no key.");
}

internal sealed record ConnectionHeaderParameter(
    [Length(0, 512)] [Pattern(HttpHeaders.NamePattern)] string? Key, [Length(0, 512)] [Pattern(HttpHeaders.ValuePattern)] string? Value, bool? IsValueSecret);

internal sealed record ConnectionQueryStringParameter(
    [Length(0, 512)] [Pattern(HttpHeaders.QueryKeyPattern)] string? Key, [Length(0, 512)] [Pattern(HttpHeaders.QueryValuePattern)] string? Value, bool? IsValueSecret);

internal sealed record ConnectionBodyParameter(string? Key, string? Value, bool? IsValueSecret);

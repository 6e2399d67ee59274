using System.Net.Http.Headers;
using Slipway.Registry.Remotes;

namespace Slipway.Adapters.Remotes;

/// <summary>A request that can be sent more than once: with other credentials, and to where it is redirected.</summary>
internal sealed record RemoteRequest(HttpMethod Method, Uri Url)
{
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>The first byte that is wanted; 0 for the whole.</summary>
    public long Offset { get; init; }

    /// <summary>Who asks on whose behalf; null where it cannot lead in a circle.</summary>
    public string? Trail { get; init; }

    /// <summary>Makes the body, anew for each time that it is sent.</summary>
    public Func<HttpContent>? Body { get; init; }

    public HttpRequestMessage ToMessage(Uri url, AuthenticationHeaderValue? authorization)
    {
        var message = new HttpRequestMessage(Method, url) { Content = Body?.Invoke() };
        message.Headers.UserAgent.ParseAdd("slipway");
        message.Headers.Authorization = authorization;
        foreach (var type in Accept) message.Headers.TryAddWithoutValidation("Accept", type);
        if (Trail is not null) message.Headers.TryAddWithoutValidation(FetchTrail.Header, Trail);
        if (Offset > 0) message.Headers.Range = new(Offset, null);
        return message;
    }
}

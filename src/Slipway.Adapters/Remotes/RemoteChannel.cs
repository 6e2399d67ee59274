using System.Net;
using Slipway.Registry.Remotes;

namespace Slipway.Adapters.Remotes;

/// <summary>Requests to one registry, with the credentials that it asks for.</summary>
internal sealed class RemoteChannel(RemoteSession session, RemoteSender sender)
{
    public TimeSpan Patience => sender.Patience;

    public Uri UrlOf(string path)
    {
        var root = session.Url.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return new($"{root}/v2/{path}");
    }

    /// <summary>The answer, of any status but those that refuse (401, 403, 429) or fail (408, 5xx).</summary>
    /// <param name="scope">What a token must be good for, in the words of the token specification.</param>
    public async ValueTask<RemoteAnswer> SendAsync(RemoteRequest request, string scope, CancellationToken ct)
    {
        // An address of an upload may lie on another host, which gets none of this.
        var isOwn = RemoteSender.IsSameHost(request.Url, session.Url);
        var authorization = isOwn ? session.Find(scope) : null;
        var (answer, from) = await sender.SendAsync(request, authorization, ct);
        if (answer.StatusCode is HttpStatusCode.Unauthorized && isOwn && RemoteSender.IsSameHost(from, session.Url))
        {
            var challenge = Challenge.Read(answer.Headers.WwwAuthenticate);
            answer.Dispose();
            authorization = challenge is null ? null : await session.RenewAsync(challenge, scope, authorization, ct);
            if (authorization is null) throw RemoteFaults.Denied(from);
            (answer, from) = await sender.SendAsync(request, authorization, ct);
        }

        if (answer.StatusCode is < HttpStatusCode.InternalServerError
            and not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout))
            return new(answer, from);
        using (answer) throw sender.FaultOf(answer, from);
    }

    /// <summary>The refusal that an unexpected status stands for.</summary>
    public RemoteFailureException FaultOf(RemoteAnswer answer) => sender.FaultOf(answer.Message, answer.From);
}

/// <summary>Disposing ends the connection's use unless its body has been taken.</summary>
internal sealed record RemoteAnswer(HttpResponseMessage Message, Uri From) : IDisposable
{
    public HttpStatusCode Status => Message.StatusCode;

    public bool IsMissing => Status is HttpStatusCode.NotFound;

    /// <summary>A header that clients of registries know and HTTP does not; null when absent.</summary>
    public string? Header(string name) => Message.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    public void Dispose() => Message.Dispose();
}

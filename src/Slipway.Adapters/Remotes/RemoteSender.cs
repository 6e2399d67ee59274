using System.Net;
using System.Net.Http.Headers;
using Slipway.Adapters.Http;
using Slipway.Registry.Remotes;

namespace Slipway.Adapters.Remotes;

/// <summary>Sends a request and follows where it is redirected; what goes wrong on the way comes as a <see cref="RemoteFailureException"/>.</summary>
internal sealed class RemoteSender(HttpMessageInvoker http, AllowedHosts allowed, RemoteLimits limits, TimeProvider clock)
{
    private const int MostHops = 5;

    public TimeSpan Patience => limits.Patience;

    /// <param name="authorization">Goes to the host of the request's own address and to no other.</param>
    /// <returns>The answer, of any status but a redirect's, and where it came from.</returns>
    public async ValueTask<(HttpResponseMessage Answer, Uri From)> SendAsync(RemoteRequest request, AuthenticationHeaderValue? authorization, CancellationToken ct)
    {
        var url = request.Url;
        for (var hop = 0; hop <= MostHops; hop++)
        {
            using var message = request.ToMessage(url, IsSameHost(url, request.Url) ? authorization : null);
            var answer = await SendAsync(message, ct);
            if (!IsRedirect(answer.StatusCode)) return (answer, url);
            using (answer)
            {
                if (answer.Headers.Location is not { } location) throw RemoteFaults.Invalid(url, "redirects to nowhere");
                // Only these two promise that the body is wanted at the other address.
                if (request.Body is not null && answer.StatusCode is not (HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
                    throw RemoteFaults.Invalid(url, "redirects what was sent to it");
                url = Uri.TryCreate(url, location, out var next) ? next : throw RemoteFaults.Invalid(url, "redirects to what is no address");
            }
        }

        throw RemoteFaults.Invalid(request.Url, $"redirects more than {MostHops} times");
    }

    /// <summary>Whether credentials of the one may be sent to the other.</summary>
    public static bool IsSameHost(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>The refusal that a status stands for.</summary>
    public RemoteFailureException FaultOf(HttpResponseMessage answer, Uri from) => RemoteFaults.Of(answer, from, clock.GetUtcNow());

    private async ValueTask<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken ct)
    {
        var url = message.RequestUri!;
        RefuseScheme(url);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        // A body looks after its own progress and renews this with every piece.
        if (message.Content is RemoteBody body) body.Watch(patience, limits);
        patience.CancelAfter(limits.Patience);
        try
        {
            return await http.SendAsync(message, patience.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            throw RemoteFaults.Of(fault, url);
        }
    }

    private void RefuseScheme(Uri url)
    {
        var isPlain = url.Scheme == Uri.UriSchemeHttp;
        if ((!isPlain && url.Scheme != Uri.UriSchemeHttps) || url.UserInfo.Length > 0) throw RemoteFaults.Invalid(url, "is no address of a registry");
        if (isPlain && !allowed.Contains(url.Host))
            throw new RemoteFailureException(RemoteFault.Forbidden, $"{url.Authority} is asked without TLS only when SLIPWAY_ALLOWED_HOSTS names the host", null);
    }

    private static bool IsRedirect(HttpStatusCode status) =>
        status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
}

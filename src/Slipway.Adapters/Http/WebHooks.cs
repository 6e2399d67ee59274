using System.Globalization;
using System.Net.Http.Headers;
using Slipway.Events.Destinations;

namespace Slipway.Adapters.Http;

/// <inheritdoc cref="IWebHooks"/>
internal sealed class WebHooks(AllowedHosts allowed, CheckedConnections connections, TimeProvider clock) : IWebHooks, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // The address of a name is looked at when a connection is opened, so that none is kept for long.
    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectCallback = connections.ConnectAsync,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        MaxResponseHeadersLength = 32,
    })
    { Timeout = Patience };

    public bool Takes(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && allowed.Contains(address.Host));

    public async ValueTask<WebHookReply> SendAsync(WebHookRequest request, CancellationToken ct)
    {
        if (!Takes(request.Address)) return new(null, $"{request.Address.Host} may only be asked by HTTPS", null) { IsForbidden = true };
        try
        {
            using var message = MessageOf(request);
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct);
            return new((int)response.StatusCode, null, RetryAfterOf(response.Headers.RetryAfter));
        }
        catch (Exception away) when (away is HttpRequestException or IOException || (away is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new(null, away is OperationCanceledException ? $"No answer within {Patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s" : away.Message, null)
            {
                IsForbidden = ForbiddenAddressException.IsBehind(away),
            };
        }
    }

    public void Dispose() => http.Dispose();

    private static HttpRequestMessage MessageOf(WebHookRequest request)
    {
        var message = new HttpRequestMessage(new(request.Method), request.Address);
        // A body has no meaning with the first two, and some servers refuse it.
        if (request.Method is not ("GET" or "HEAD"))
        {
            message.Content = new ReadOnlyMemoryContent(request.Body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=utf-8");
        }

        message.Headers.TryAddWithoutValidation("User-Agent", "Slipway/EventBridge/ApiDestinations");
        foreach (var (name, value) in request.Headers)
        {
            // What users set takes the place of what would be sent otherwise.
            HttpHeaders headers = name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) && message.Content is not null ? message.Content.Headers : message.Headers;
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    private TimeSpan? RetryAfterOf(RetryConditionHeaderValue? header) => header?.Delta ?? (header?.Date is { } date ? date - clock.GetUtcNow() : null);
}

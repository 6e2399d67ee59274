using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Slipway.Server.Telemetry;

namespace Slipway.Server.Http;

/// <summary>Decides by the path alone who answers a request. There is one port, and this is all there is on it.</summary>
/// <param name="registry">The data plane, <c>/v2/</c>.</param>
/// <param name="calls">The AWS APIs.</param>
internal sealed class FrontDoor(RequestDelegate registry, RequestDelegate calls, Health health, MetricsPage metrics)
{
    public Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (path.StartsWith("/v2/", StringComparison.Ordinal) || path == "/v2") return ServeRegistry(http);
        return path switch
        {
            "/healthz" => Read(http, Health.LiveAsync),
            "/readyz" => Read(http, health.ReadyAsync),
            "/metrics" => Read(http, WriteMetricsAsync),
            _ when IsCall(http.Request) => calls(http),
            _ => NothingHere(http),
        };
    }

    private Task ServeRegistry(HttpContext http)
    {
        // Layers have no limit, and a client may pause between two pieces: its credentials were checked before its
        // body is read, and TCP's own probes find those that are gone.
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
            if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = null;
        }

        return registry(http);
    }

    // Calls are posted, to whatever path a client's endpoint has; the query protocol and presigned calls also come as GET.
    private static bool IsCall(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        || request.Headers.Authorization.Count > 0
        || (request.QueryString.HasValue && (request.Query.ContainsKey("Action") || request.Query.ContainsKey("X-Amz-Algorithm")));

    private static Task Read(HttpContext http, RequestDelegate answer)
    {
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) return answer(http);
        http.Response.Headers.Allow = "GET, HEAD";
        return PlainAnswers.WriteErrorAsync(http, StatusCodes.Status405MethodNotAllowed, "MethodNotAllowed", "This address is only read.");
    }

    private Task WriteMetricsAsync(HttpContext http) => PlainAnswers.WriteAsync(http, StatusCodes.Status200OK, MetricsPage.ContentType, metrics.Write());

    private static Task NothingHere(HttpContext http) => PlainAnswers.WriteErrorAsync(
        http,
        StatusCodes.Status404NotFound,
        "NotFound",
        "Nothing is here. Slipway answers the AWS APIs (POST /), the container registry (/v2/), /healthz, /readyz and /metrics.");
}

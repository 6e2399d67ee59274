using System.Diagnostics;
using Slipway.Wire;

namespace Slipway.Server.Telemetry;

/// <summary>What a trace says of a request, in OpenTelemetry's words for HTTP servers.</summary>
internal static class TraceTags
{
    public static void Describe(Activity activity, RequestRecord record, HttpRequest request, int status)
    {
        activity.DisplayName = record.Action is { } action ? action : request.Method;
        activity.SetTag("http.request.method", request.Method);
        activity.SetTag("http.response.status_code", status);
        activity.SetTag("url.path", request.Path.Value);
        activity.SetTag("aws.request_id", record.RequestId);
        if (record.Principal is { } principal) activity.SetTag("enduser.id", principal);
        if (record.ErrorCode is { } code) activity.SetTag("error.type", code);
        if (status >= 500) activity.SetStatus(ActivityStatusCode.Error);
    }
}

using System.Net;
using Slipway.Adapters.Http;
using Slipway.Registry.Remotes;

namespace Slipway.Adapters.Remotes;

/// <summary>The words for what goes wrong with another registry. They name its host and no more of an address, which may be a signed one.</summary>
internal static class RemoteFaults
{
    public static RemoteFailureException Invalid(Uri url, string what) => new(RemoteFault.Invalid, $"{url.Authority} {what}", null);

    public static RemoteFailureException Denied(Uri url) => new(RemoteFault.AccessDenied, $"{url.Authority} refuses the credentials, or has none such", null);

    public static RemoteFailureException TooSlow(Uri url) => new(RemoteFault.Unavailable, $"{url.Authority} did not answer in time", null);

    public static RemoteFailureException Of(Exception fault, Uri url) => fault switch
    {
        RemoteFailureException known => known,
        _ when ForbiddenAddressException.IsBehind(fault) => new(RemoteFault.Forbidden, $"{url.Authority} has no address that may be asked; SLIPWAY_ALLOWED_HOSTS can allow it", fault),
        OperationCanceledException => TooSlow(url),
        _ => new(RemoteFault.Unavailable, $"{url.Authority} cannot be reached: {fault.Message}", fault),
    };

    public static RemoteFailureException Of(HttpResponseMessage answer, Uri url, DateTimeOffset now)
    {
        var status = (int)answer.StatusCode;
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(RemoteFault.AccessDenied, $"{url.Authority} answers {status}", null),
            HttpStatusCode.TooManyRequests => new(RemoteFault.TooManyRequests, $"{url.Authority} has had too many requests", null) { RetryAfter = RetryAfter(answer, now) },
            >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout => new(RemoteFault.Unavailable, $"{url.Authority} answers {status}", null) { RetryAfter = RetryAfter(answer, now) },
            _ => Invalid(url, $"answers {status}"),
        };
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage answer, DateTimeOffset now)
    {
        var wish = answer.Headers.RetryAfter;
        var wait = wish?.Delta ?? (wish?.Date is { } date ? date - now : null);
        return wait is { } known && known < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}

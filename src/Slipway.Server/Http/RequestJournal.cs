using System.Diagnostics;
using Slipway.Server.Logging;
using Slipway.Server.Telemetry;
using Slipway.Wire;

namespace Slipway.Server.Http;

/// <summary>
/// The outermost step: gives every request its id and its record, answers for what went wrong further in without
/// showing it, and writes one line and one measurement when all is done.
/// </summary>
internal sealed partial class RequestJournal(
    RequestDelegate next,
    LogSink sink,
    RequestMetrics metrics,
    LogLevel lowest,
    TimeProvider clock,
    ILogger log)
{
    private readonly bool isLogging = lowest <= LogLevel.Information;

    public async Task AnswerAsync(HttpContext http)
    {
        var started = Stopwatch.GetTimestamp();
        var record = new RequestRecord(RequestIds.Next());
        http.Features.Set(record);
        http.Response.Headers["x-amzn-RequestId"] = record.RequestId;
        try
        {
            await next(http);
        }
        catch (Exception fault)
        {
            await AnswerForAsync(fault, http, record);
        }

        Finish(http, record, Stopwatch.GetElapsedTime(started));
    }

    private async Task AnswerForAsync(Exception fault, HttpContext http, RequestRecord record)
    {
        var isAborted = http.RequestAborted.IsCancellationRequested;
        if (fault is BadHttpRequestException bad) record.ErrorCode ??= bad.StatusCode == 413 ? "RequestEntityTooLarge" : "BadRequest";
        else if (isAborted) record.ErrorCode ??= "ClientClosedRequest";
        else
        {
            record.ErrorCode = "InternalFailure";
            RequestFailed(log, http.Request.Method, http.Request.Path, record.RequestId, fault);
        }

        if (http.Response.HasStarted || isAborted)
        {
            // Half an answer must not look like a whole one.
            http.Abort();
            return;
        }

        var status = (fault as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status500InternalServerError;
        http.Response.Clear();
        http.Response.Headers["x-amzn-RequestId"] = record.RequestId;
        await PlainAnswers.WriteErrorAsync(http, status, record.ErrorCode, status >= 500 ? "The request failed because of an error of the server." : fault.Message);
    }

    private void Finish(HttpContext http, RequestRecord record, TimeSpan duration)
    {
        var status = http.RequestAborted.IsCancellationRequested && record.ErrorCode == "ClientClosedRequest" ? 499 : http.Response.StatusCode;
        metrics.Record(http.Request.Method, http.Request.Path.Value!, status, duration);
        if (Activity.Current is { IsAllDataRequested: true } activity) TraceTags.Describe(activity, record, http.Request, status);
        if (!isLogging) return;

        var sent = HttpMethods.IsHead(http.Request.Method) ? 0 : http.Response.ContentLength;
        sink.Take(new(
            clock.GetUtcNow(),
            new(record, http.Request.Method, http.Request.Path.Value!, status, record.BytesReceived ?? http.Request.ContentLength, record.BytesSent ?? sent, duration),
            null));
    }

    [LoggerMessage(5000, LogLevel.Error, "{Method} {Path} failed, request {RequestId}")]
    private static partial void RequestFailed(ILogger log, string method, string path, string requestId, Exception fault);
}

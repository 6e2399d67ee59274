using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Slipway.Wire.Audit;
using Slipway.Wire.Shapes;
using Slipway.Wire.Throttling;

namespace Slipway.Wire;

/// <summary>The AWS APIs' front door. To learn what happens to a call, read <see cref="AnswerAsync"/>.</summary>
public sealed partial class Gateway(
    RequestRouter router,
    RequestBody bodies,
    Authenticator authenticator,
    IAuthorizer authorizer,
    Throttle throttle,
    CallAudit audit,
    Home home,
    IServiceProvider services,
    ILogger<Gateway> log)
{
    /// <summary>Every AWS call, in order.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        var exchange = new Exchange(http);
        try
        {
            router.RouteByHeaders(exchange);                     // X-Amz-Target → service, operation
            using var place = await bodies.ReadAsync(exchange);  // bounded
            router.RouteByParameters(exchange);                  // or Action and Version → service, operation
            var caller = await AuthenticateAsync(exchange);      // SigV4 → who is asking, or nobody where none need sign
            var operation = RequestRouter.OperationOf(exchange);        // or AWS's word for "no such operation"
            var request = Bind(exchange, operation);             // typed, every violation at once
            await AuthorizeAsync(exchange, operation, request, caller);
            var response = await operation.HandleAsync(services, request, caller, http.RequestAborted);
            exchange.Protocol.WriteResponse(exchange.Output, operation, response, exchange.Record.RequestId);
            await audit.SucceededAsync(exchange, operation, response); // durable before it is acknowledged
        }
        catch (AwsError refusal)
        {
            exchange.Refusal = refusal;
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            exchange.Record.ErrorCode = "ClientClosedRequest";
            await audit.AbandonedAsync(exchange);
            return; // nobody is left to hear the answer
        }
        catch (Exception fault)
        {
            Failed(log, exchange.Record.RequestId, exchange.Operation?.Action, fault);
            exchange.Refusal = WireErrors.Fault(exchange.Service);
        }

        if (exchange.Refusal is { } reason) await audit.RefusedAsync(exchange, reason);
        await WriteAsync(exchange);
    }

    private async ValueTask<Caller> AuthenticateAsync(Exchange exchange)
    {
        var http = exchange.Http;
        var (principal, region) = exchange.Operation is { Traits.IsUnsigned: true }
            ? (Principal.Anonymous, home.Region)
            : await authenticator.AuthenticateAsync(http.Request, exchange.Body, exchange.Service, exchange.Family, http.RequestAborted);
        if (principal.Arn.Length > 0) exchange.Record.Principal = principal.Arn;
        exchange.Caller = Caller.Of(http, principal, region, exchange.Record.RequestId);
        return throttle.Calls.TryTake(exchange.Caller) ? exchange.Caller : throw WireErrors.Throttled(exchange.Family);
    }

    private static object Bind(Exchange exchange, OperationEntry operation)
    {
        var service = operation.Service;
        var binding = new Binding(exchange.Protocol.CasingOf(service));
        try
        {
            var input = exchange.Protocol.Read(exchange.Input, binding);
            input.ExpectStructure();
            exchange.Parameters = input;
            var request = operation.Bind(input);
            return binding.Violations.Count == 0 ? request : throw service.Invalid(binding.Violations);
        }
        catch (Unreadable unreadable)
        {
            throw WireErrors.Unreadable(service.Errors, unreadable.Message);
        }
    }

    private async ValueTask AuthorizeAsync(Exchange exchange, OperationEntry operation, object request, Caller caller)
    {
        exchange.Record.Action = operation.Action;
        exchange.Access = operation.Requires(request, caller);
        var verdict = await authorizer.DecideAsync(caller, exchange.Access, exchange.Http.RequestAborted);
        if (!verdict.IsAllowed || CallAudit.Records(operation)) await audit.NameResourcesAsync(exchange);
        if (!verdict.IsAllowed) throw WireErrors.AccessDenied(operation.Service.Errors, verdict);
    }

    private static async Task WriteAsync(Exchange exchange)
    {
        var output = exchange.Output;
        var requestId = exchange.Record.RequestId;
        var response = exchange.Http.Response;
        if (exchange.Refusal is { } refusal)
        {
            exchange.Record.ErrorCode = refusal.Code;
            response.StatusCode = refusal.Status;
            if (refusal.Status == StatusCodes.Status405MethodNotAllowed) response.Headers.Allow = "GET, POST";
            output.ResetWrittenCount(); // an answer that broke while it was written is not sent
            exchange.Protocol.WriteError(output, exchange.Service, refusal, requestId);
        }

        response.ContentType = exchange.Protocol.ContentType;
        response.ContentLength = output.WrittenCount;
        response.Headers["x-amzn-RequestId"] = requestId;
        await response.Body.WriteAsync(output.WrittenMemory, exchange.Http.RequestAborted);
    }

    [LoggerMessage(1000, LogLevel.Error, "Request {RequestId} for {Action} failed")]
    private static partial void Failed(ILogger log, string requestId, string? action, Exception fault);
}

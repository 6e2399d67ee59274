using System.Text;
using Microsoft.AspNetCore.Http;
using Slipway.Wire.Protocols;
using Slipway.Wire.SigV4;

namespace Slipway.Wire;

/// <summary>
/// Finds the service and the operation that a request means. Behind a custom endpoint the host name says nothing: JSON
/// services are known by <c>X-Amz-Target</c>, query services by <c>Action</c>, <c>Version</c> and the signature's scope.
/// </summary>
public sealed class RequestRouter(OperationIndex operations)
{
    private const string TargetHeader = "X-Amz-Target";

    internal void RouteByHeaders(Exchange exchange)
    {
        var request = exchange.Http.Request;
        var target = request.Headers[TargetHeader];
        exchange.Protocol = ProtocolOf(request);
        if (target.Count > 0)
        {
            exchange.Service = operations.FindServiceByTarget(target.ToString());
            exchange.Operation = operations.FindByTarget(target.ToString());
        }

        var isGet = HttpMethods.IsGet(request.Method) && target.Count == 0;
        if (!isGet && !HttpMethods.IsPost(request.Method)) throw WireErrors.MethodNotAllowed(exchange.Family);
    }

    internal void RouteByParameters(Exchange exchange)
    {
        if (exchange.Protocol != Protocol.AwsQuery) return;
        // A presigned POST has its parameters in the query string as well, and no body.
        if (HttpMethods.IsGet(exchange.Http.Request.Method) || exchange.Body.IsEmpty) exchange.Input = QueryOf(exchange.Http.Request);
        var (action, version) = ActionOf(exchange);
        exchange.Service = operations.FindQueryService(SigningNameOf(exchange.Http.Request), version);
        if (exchange.Service is not { } known) return;
        exchange.Protocol = known.Protocols.FirstOrDefault(protocol => protocol == Protocol.AwsQuery || protocol == Protocol.Ec2Query) ?? exchange.Protocol;
        if (known.Version == version) exchange.Operation = operations.Find(known, action);
    }

    /// <exception cref="AwsError">The operation is unknown, or not implemented.</exception>
    internal static OperationEntry OperationOf(Exchange exchange)
    {
        if (exchange.Operation is { } operation) return operation;
        var version = exchange.Family is ErrorFamily.Json ? "" : ActionOf(exchange).Version;
        throw WireErrors.UnknownOperation(exchange.Family, NameOf(exchange), AuthorizationHeader.Printable(version));
    }

    /// <summary>What the request calls its operation, whether or not there is one; bounded, and safe to print.</summary>
    internal static string NameOf(Exchange exchange)
    {
        if (exchange.Family is not ErrorFamily.Json) return AuthorizationHeader.Printable(ActionOf(exchange).Action);
        var target = exchange.Http.Request.Headers[TargetHeader].ToString();
        return AuthorizationHeader.Printable(target[(target.LastIndexOf('.') + 1)..]);
    }

    // Who says JSON is answered in JSON, also when there is no target.
    private static Protocol ProtocolOf(HttpRequest request)
    {
        var type = request.ContentType ?? "";
        if (type.StartsWith("application/x-amz-json-1.0", StringComparison.OrdinalIgnoreCase)) return Protocol.AwsJson10;
        var isJson = request.Headers.ContainsKey(TargetHeader) || type.StartsWith("application/x-amz-json", StringComparison.OrdinalIgnoreCase);
        return isJson ? Protocol.AwsJson11 : Protocol.AwsQuery;
    }

    private static (string Action, string Version) ActionOf(Exchange exchange) =>
        (FormTree.Peek(exchange.Input.Span, "Action"u8) ?? "", FormTree.Peek(exchange.Input.Span, "Version"u8) ?? "");

    private static byte[] QueryOf(HttpRequest request) => Encoding.UTF8.GetBytes(request.QueryString.Value is { Length: > 0 } query ? query[1..] : "");

    // The scope names the service; a signature that cannot be read is the authenticator's matter.
    private static string? SigningNameOf(HttpRequest request)
    {
        try
        {
            var signed = AuthorizationHeader.Read(request) ?? (PresignedUrl.IsPresigned(request) ? PresignedUrl.Read(request) : null);
            return signed?.Scope.Service;
        }
        catch (IncompleteSignature)
        {
            return null;
        }
    }
}

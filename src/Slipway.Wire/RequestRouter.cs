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
        if (target.Count == 0)
        {
            exchange.Protocol = Protocol.AwsQuery;
        }
        else
        {
            exchange.Protocol = IsJson10(request) ? Protocol.AwsJson10 : Protocol.AwsJson11;
            exchange.Service = operations.FindServiceByTarget(target.ToString());
            exchange.Operation = operations.FindByTarget(target.ToString());
        }

        var isGet = HttpMethods.IsGet(request.Method) && target.Count == 0;
        if (!isGet && !HttpMethods.IsPost(request.Method)) throw WireErrors.MethodNotAllowed(exchange.Family);
    }

    internal void RouteByParameters(Exchange exchange)
    {
        if (exchange.Http.Request.Headers.ContainsKey(TargetHeader)) return;
        exchange.Input = HttpMethods.IsGet(exchange.Http.Request.Method) ? QueryOf(exchange.Http.Request) : exchange.Body;
        var form = ReadForm(exchange);
        var version = form.Find("Version")?.Value ?? "";
        var action = form.Find("Action")?.Value ?? "";
        exchange.Service = SigningNameOf(exchange.Http.Request) is { } name && operations.FindService(name, version) is { } service
            ? service
            : operations.FindServiceByVersion(version);
        if (exchange.Service is not { } known) return;
        exchange.Protocol = known.Protocols.FirstOrDefault(protocol => protocol == Protocol.AwsQuery || protocol == Protocol.Ec2Query) ?? exchange.Protocol;
        exchange.Operation = operations.Find(known, action);
    }

    /// <exception cref="AwsError">The operation is unknown, or not implemented.</exception>
    internal static OperationEntry OperationOf(Exchange exchange)
    {
        if (exchange.Operation is { } operation) return operation;
        var target = exchange.Http.Request.Headers[TargetHeader].ToString();
        if (target.Length > 0) throw WireErrors.UnknownOperation(exchange.Family, AuthorizationHeader.Printable(target[(target.LastIndexOf('.') + 1)..]), "");
        var form = ReadForm(exchange);
        throw WireErrors.UnknownOperation(
            exchange.Family,
            AuthorizationHeader.Printable(form.Find("Action")?.Value ?? ""),
            AuthorizationHeader.Printable(form.Find("Version")?.Value ?? ""));
    }

    private static bool IsJson10(HttpRequest request) =>
        request.ContentType is { } type && type.StartsWith("application/x-amz-json-1.0", StringComparison.OrdinalIgnoreCase);

    private static byte[] QueryOf(HttpRequest request) => Encoding.UTF8.GetBytes(request.QueryString.Value is { Length: > 0 } query ? query[1..] : "");

    private static FormTree ReadForm(Exchange exchange)
    {
        try
        {
            return FormTree.Parse(exchange.Input.Span);
        }
        catch (Shapes.Unreadable unreadable)
        {
            throw WireErrors.Unreadable(exchange.Family, unreadable.Message);
        }
    }

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

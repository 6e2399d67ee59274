using Slipway.Wire.Shapes;

namespace Slipway.Wire.Audit;

/// <summary>Which AWS calls are written down, and as what: changes, hand-outs of credentials, and whatever was refused.</summary>
public sealed class CallAudit(Auditor auditor, IEnumerable<IResourceLookup> lookups, Home home)
{
    private const int MostResources = 20;

    // One of many that belong to one push; what completes it is waited for.
    private static readonly string[] Steps = ["ecr:InitiateLayerUpload", "ecr:UploadLayerPart"];

    /// <summary>Whether it is written down when it succeeds.</summary>
    internal static bool Records(OperationEntry operation) => !operation.IsReadOnly || operation.HandsOutCredentials;

    /// <summary>
    /// Finds the whole ARNs of what is asked for, while it is there: a demand on a user leaves out its path, and whoever
    /// looks for events has the ARN that the service told.
    /// </summary>
    internal async ValueTask NameResourcesAsync(Exchange exchange)
    {
        var demanded = ResourcesOf(exchange.Access);
        for (var i = 0; i < demanded.Count; i++)
        {
            if (!Arn.TryParse(demanded[i], out var arn) || lookups.FirstOrDefault(lookup => lookup.Service == arn.Service) is not { } service) continue;
            if (await service.FindAsync(arn, exchange.Http.RequestAborted) is { } found) demanded[i] = found.Arn;
        }

        exchange.Resources = demanded;
    }

    /// <summary>Before the answer goes out.</summary>
    /// <exception cref="IOException">It could not be written down, and must not be acknowledged.</exception>
    internal ValueTask SucceededAsync(Exchange exchange, OperationEntry operation, object response)
    {
        if (!Records(operation)) return default;
        var done = Of(exchange) with
        {
            ResponseElements = operation.HasOutput ? AuditShapeWriter.Write(to => operation.Write(to, response)) : null,
        };
        if (done.Caller.Principal.Kind is PrincipalKind.Anonymous) done = WebIdentity.Named(done);
        return Steps.Contains(operation.Action) ? auditor.PostAsync(done) : auditor.RecordAsync(done);
    }

    internal ValueTask RefusedAsync(Exchange exchange, AwsError refusal) =>
        auditor.PostAsync(Of(exchange) with { ErrorCode = refusal.Code, ErrorMessage = refusal.Message });

    /// <summary>The client went away; what it had asked for may have been done.</summary>
    internal ValueTask AbandonedAsync(Exchange exchange) => exchange is { Caller: not null, Operation.IsReadOnly: false }
        ? auditor.PostAsync(Of(exchange) with { ErrorCode = "ClientClosedRequest", ErrorMessage = "The client closed the connection before it was answered" })
        : default;

    private AuditEvent Of(Exchange exchange)
    {
        var (http, operation) = (exchange.Http, exchange.Operation);
        var caller = exchange.Caller ?? Caller.Of(http, Principal.Anonymous, home.Region, exchange.Record.RequestId);
        return new($"{exchange.Service?.SigningName ?? "unknown"}.amazonaws.com", operation?.Name ?? RequestRouter.NameOf(exchange), caller)
        {
            IsReadOnly = operation?.IsReadOnly ?? false,
            ClaimedAccessKeyId = exchange.Caller is null ? Authenticator.ClaimedKeyOf(http.Request) : null,
            RequestParameters = exchange.Parameters is { } input && operation is not null
                ? AuditShapeWriter.Write(to => ShapeCopy.Copy(input, operation.Input, to))
                : null,
            Resources = exchange.Resources ?? ResourcesOf(exchange.Access),
            Tls = TlsOfRequest.Read(http),
        };
    }

    private static List<string> ResourcesOf(Access? access) => access is null ? [] : [.. access.Demands
        .Select(demand => demand.Resource)
        .Where(resource => resource.StartsWith("arn:", StringComparison.Ordinal) && !resource.Contains('*', StringComparison.Ordinal))
        .Distinct()
        .Take(MostResources)];
}

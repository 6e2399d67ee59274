using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Slipway.Registry;
using Slipway.Wire;
using Slipway.Wire.Audit;

namespace Slipway.Oci;

/// <summary>
/// Which requests to the registry are written down, and as what: those that change something and those that are refused,
/// in the words of ECR's API. That something is not there is an answer to a read, and no refusal.
/// </summary>
internal sealed class OciAudit(Auditor auditor, OciRoutes routes)
{
    private const string Source = "ecr.amazonaws.com";

    /// <summary>Before the answer of a change goes out: what is acknowledged has been written down.</summary>
    public ValueTask AnsweredAsync(OciExchange exchange, OciRoute route, OciError? error)
    {
        var isRead = IsRead(exchange.Request);
        if (error is not null) return isRead && error.Status is 404 or 412 or 416 ? default : auditor.PostAsync(Refused(exchange, route, CodeOf(error), error.Message));
        if (isRead) return default;
        var done = Of(exchange, route) with { ResponseElements = AuditJson.Object(json => WriteElements(json, exchange)) };
        return IsStep(exchange, route) ? auditor.PostAsync(done) : auditor.RecordAsync(done);
    }

    /// <summary>The request ended in a fault, or its client went away: some of it may have been done.</summary>
    public ValueTask BrokenAsync(OciExchange exchange, OciRoute route) => IsRead(exchange.Request)
        ? default
        : auditor.PostAsync(exchange.Aborted.IsCancellationRequested
            ? Refused(exchange, route, "ClientClosedRequest", "The client closed the connection before it was answered")
            : Refused(exchange, route, "InternalFailure", "The request failed because of an error of the server"));

    /// <summary>Refused before anything was looked at. A first request without credentials only asks how to log in.</summary>
    public ValueTask TurnedAwayAsync(HttpContext http, Caller caller, OciError error)
    {
        if (caller.Principal == Principal.Anonymous && http.Request.Headers.Authorization.Count == 0) return default;
        var noun = OciPath.Parse(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget).Noun;
        return auditor.PostAsync(new(Source, NameOf(routes.Find(noun, http.Request.Method)), caller)
        {
            IsReadOnly = IsRead(http.Request),
            ErrorCode = CodeOf(error),
            ErrorMessage = error.Message,
            Tls = TlsOfRequest.Read(http),
        });
    }

    /// <summary>What policies refuse is found by one code, however it was asked for: the usual alarms watch for <c>AccessDenied*</c>.</summary>
    private static string CodeOf(OciError error) => error.Code == "DENIED" ? "AccessDeniedException" : error.Code;

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    // One of many that belong to one push; what completes it is waited for.
    private static bool IsStep(OciExchange exchange, OciRoute route) =>
        route.Noun is OciNoun.Uploads or OciNoun.Upload && exchange.Response.StatusCode != StatusCodes.Status201Created;

    private static AuditEvent Refused(OciExchange exchange, OciRoute route, string code, string message) =>
        Of(exchange, route) with { ErrorCode = code, ErrorMessage = message };

    private static AuditEvent Of(OciExchange exchange, OciRoute route) => new(Source, NameOf(exchange, route), exchange.Caller)
    {
        IsReadOnly = IsRead(exchange.Request),
        RequestParameters = AuditJson.Object(json => WriteParameters(json, exchange)),
        Resources = exchange.Path.Name.Length == 0 ? [] : [OciAuth.ArnOf(exchange.Registry, AuditJson.Shortened(exchange.Path.Name))],
        Tls = TlsOfRequest.Read(exchange.Http),
    };

    /// <summary>A layer that was pushed in one request was completed by it.</summary>
    private static string NameOf(OciExchange exchange, OciRoute route) =>
        route.Noun is OciNoun.Uploads && exchange.Query("digest") is not null ? "CompleteLayerUpload" : NameOf(route);

    /// <summary>The name of the route's action; what has none tries whether a token is good.</summary>
    private static string NameOf(OciRoute? route)
    {
        var action = route?.Action?.Split(',')[0] ?? "ecr:GetAuthorizationToken";
        return action[(action.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }

    private static void WriteParameters(Utf8JsonWriter json, OciExchange exchange)
    {
        var (path, reference) = (exchange.Path, AuditJson.Shortened(exchange.Path.Reference));
        json.WriteString("registryId", exchange.Registry.Account);
        if (path.Name.Length > 0) json.WriteString("repositoryName", AuditJson.Shortened(path.Name));
        switch (path.Noun)
        {
            case OciNoun.Manifest when HttpMethods.IsPut(exchange.Request.Method):
                WriteImage(json, reference);
                Write(json, "imageManifestMediaType", exchange.Request.ContentType);
                break;
            case OciNoun.Manifest:
                json.WriteStartArray("imageIds");
                json.WriteStartObject();
                WriteImage(json, reference);
                json.WriteEndObject();
                json.WriteEndArray();
                break;
            case OciNoun.Blob: json.WriteString("layerDigest", reference); break;
            case OciNoun.Upload: json.WriteString("uploadId", reference); break;
        }

        if (path.Noun is OciNoun.Upload or OciNoun.Uploads)
        {
            Write(json, "layerDigest", exchange.Query("digest") ?? exchange.Query("mount"));
            Write(json, "mountFrom", exchange.Query("from"));
        }
    }

    private static void WriteElements(Utf8JsonWriter json, OciExchange exchange)
    {
        var headers = exchange.Response.Headers;
        json.WriteString("registryId", exchange.Registry.Account);
        json.WriteString("repositoryName", exchange.Name.ToString());
        Write(json, "uploadId", headers["Docker-Upload-UUID"]);
        Write(json, exchange.Path.Noun is OciNoun.Manifest ? "imageDigest" : "layerDigest", headers["Docker-Content-Digest"]);
        Write(json, "imageTags", headers["OCI-Tag"]);
    }

    private static void WriteImage(Utf8JsonWriter json, string reference) =>
        json.WriteString(reference.Contains(':', StringComparison.Ordinal) ? "imageDigest" : "imageTag", reference);

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is { Length: > 0 }) json.WriteString(name, AuditJson.Shortened(value));
    }
}

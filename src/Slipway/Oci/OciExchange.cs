using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Slipway.Registry;
using Slipway.Wire;

namespace Slipway.Oci;

/// <summary>One request of the data plane on its way through, with what has been found out about it.</summary>
internal sealed class OciExchange(HttpContext http, OciPath path, RegistryScope registry, Caller caller)
{
    // The sentences are for people and hold apostrophes; nothing here is put into HTML.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public HttpContext Http => http;

    public HttpRequest Request => http.Request;

    public HttpResponse Response => http.Response;

    public OciPath Path => path;

    /// <summary>What the host name means.</summary>
    public RegistryScope Registry => registry;

    public Caller Caller => caller;

    /// <summary>Set once the path's name has been read.</summary>
    public RepositoryName Name { get; set; }

    /// <summary>Set once it has been found, for the routes that have one.</summary>
    public Repository Repository { get; set; } = null!;

    public CancellationToken Aborted => http.RequestAborted;

    public bool IsHead => HttpMethods.IsHead(http.Request.Method);

    /// <summary>The value of a query parameter, null when absent; of a repeated one the first.</summary>
    public string? Query(string name) => http.Request.Query.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : null;

    public Digest? ReferenceAsDigest() => Digest.TryParse(path.Reference, out var digest) ? digest : null;

    public string PathOfBlob(Digest digest) => $"/v2/{Name}/blobs/{digest}";

    /// <summary>An answer without a body.</summary>
    public void Answer(int status)
    {
        http.Response.StatusCode = status;
        // 204 and 304 have no body by definition, and RFC 9110 forbids a length on the first.
        if (status is not StatusCodes.Status204NoContent and not StatusCodes.Status304NotModified) http.Response.ContentLength = 0;
    }

    public async ValueTask AnswerJsonAsync(int status, string contentType, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Relaxed)) write(json);
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = buffer.WrittenCount;
        if (!IsHead) await http.Response.BodyWriter.WriteAsync(buffer.WrittenMemory, Aborted);
    }

    public static ValueTask RefuseAsync(HttpContext http, OciError error)
    {
        var response = http.Response;
        if (http.Features.Get<RequestRecord>() is { } record) record.ErrorCode = error.Code;
        if (error.Allow is not null) response.Headers.Allow = error.Allow;
        if (error.Status == StatusCodes.Status429TooManyRequests) response.Headers.RetryAfter = "1";
        return new OciExchange(http, default, default, null!).AnswerJsonAsync(error.Status, "application/json", json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("errors");
            Write(json, error.Code, error.Message);
            foreach (var message in error.Further) Write(json, error.Code, message);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, string code, string message)
    {
        json.WriteStartObject();
        json.WriteString("code", code);
        json.WriteString("message", message);
        json.WriteEndObject();
    }
}

using System.Text;
using System.Text.Json;

namespace Slipway.Server.Http;

/// <summary>Answers that belong to no protocol: short JSON or text, never HTML.</summary>
internal static class PlainAnswers
{
    /// <summary>An error in the JSON form that AWS's clients read, and people too.</summary>
    public static Task WriteErrorAsync(HttpContext http, int status, string code, string message)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("__type", code);
            json.WriteString("message", message);
            if (http.Features.Get<Wire.RequestRecord>() is { } record) json.WriteString("requestId", record.RequestId);
            json.WriteEndObject();
        }

        return WriteAsync(http, status, "application/json", buffer.ToArray());
    }

    public static Task WriteTextAsync(HttpContext http, int status, string text) =>
        WriteAsync(http, status, "text/plain; charset=utf-8", text);

    public static Task WriteAsync(HttpContext http, int status, string contentType, string text) =>
        WriteAsync(http, status, contentType, Encoding.UTF8.GetBytes(text));

    private static async Task WriteAsync(HttpContext http, int status, string contentType, ReadOnlyMemory<byte> body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}

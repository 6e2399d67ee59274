using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Slipway.Server.Logging;

/// <summary>One JSON object a line.</summary>
internal sealed class JsonLines : ILineFormat
{
    private static readonly JsonEncodedText
        Time = JsonEncodedText.Encode("time"), Level = JsonEncodedText.Encode("level"), Message = JsonEncodedText.Encode("message"),
        Category = JsonEncodedText.Encode("category"), Fault = JsonEncodedText.Encode("fault"), Method = JsonEncodedText.Encode("method"),
        Path = JsonEncodedText.Encode("path"), Status = JsonEncodedText.Encode("status"), Received = JsonEncodedText.Encode("bytesIn"),
        Sent = JsonEncodedText.Encode("bytesOut"), Duration = JsonEncodedText.Encode("ms"), RequestId = JsonEncodedText.Encode("requestId"),
        Principal = JsonEncodedText.Encode("principal"), Action = JsonEncodedText.Encode("action"), ErrorCode = JsonEncodedText.Encode("error");

    private readonly Utf8JsonWriter json = new(Stream.Null, new JsonWriterOptions
    {
        SkipValidation = true,
        // Apostrophes and plus signs stay readable; nobody embeds the log in a web page unescaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public void Write(ArrayBufferWriter<byte> to, in LogEntry entry)
    {
        json.Reset(to);
        json.WriteStartObject();
        json.WriteString(Time, entry.Time.UtcDateTime);
        if (entry.Message is { } message) Write(message);
        else Write(entry.Request);
        json.WriteEndObject();
        json.Flush();
        to.Write("\n"u8);
    }

    public void Dispose() => json.Dispose();

    private void Write(LogMessage message)
    {
        json.WriteString(Level, message.Level.ToString());
        json.WriteString(Category, message.Category);
        json.WriteString(Message, message.Text);
        if (message.Fault is not null) json.WriteString(Fault, message.Fault.ToString());
    }

    private void Write(in RequestLine request)
    {
        json.WriteString(Method, request.Method);
        json.WriteString(Path, request.Path);
        json.WriteNumber(Status, request.Status);
        if (request.Received is { } received) json.WriteNumber(Received, received);
        if (request.Sent is { } sent) json.WriteNumber(Sent, sent);
        json.WriteNumber(Duration, Math.Round(request.Duration.TotalMilliseconds, 3));
        json.WriteString(RequestId, request.Record.RequestId);
        if (request.Record.Principal is { } principal) json.WriteString(Principal, principal);
        if (request.Record.Action is { } action) json.WriteString(Action, action);
        if (request.Record.ErrorCode is { } code) json.WriteString(ErrorCode, code);
    }
}

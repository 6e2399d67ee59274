using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Slipway.Server.Logging;

/// <summary>Lines for people: time, what happened, then <c>key=value</c>.</summary>
internal sealed class PlainLines : ILineFormat
{
    private ArrayBufferWriter<byte> target = null!;

    public void Write(ArrayBufferWriter<byte> to, in LogEntry entry)
    {
        target = to;
        Formatted(entry.Time.UtcDateTime, "yyyy-MM-ddTHH:mm:ss.fffZ");
        if (entry.Message is { } message) Write(message);
        else Write(entry.Request);
        target.Write("\n"u8);
    }

    public void Dispose()
    {
    }

    private void Write(LogMessage message)
    {
        target.Write(message.Level switch
        {
            LogLevel.Trace or LogLevel.Debug => " debug "u8,
            LogLevel.Information => " info  "u8,
            LogLevel.Warning => " WARN  "u8,
            _ => " ERROR "u8,
        });
        Cleaned(message.Text);
        if (message.Fault is not null) Utf8Text(Environment.NewLine + message.Fault);
    }

    private void Write(in RequestLine request)
    {
        target.Write(" "u8);
        Utf8Text(request.Method);
        target.Write(" "u8);
        Cleaned(request.Path);
        target.Write(" "u8);
        Formatted(request.Status, "");
        target.Write(" ms="u8);
        Formatted(request.Duration.TotalMilliseconds, "F3");
        if (request.Received is { } received and > 0) Number(" in="u8, received);
        if (request.Sent is { } sent) Number(" out="u8, sent);
        Named(" id="u8, request.Record.RequestId);
        Named(" principal="u8, request.Record.Principal);
        Named(" action="u8, request.Record.Action);
        Named(" error="u8, request.Record.ErrorCode);
    }

    private void Number(ReadOnlySpan<byte> name, long value)
    {
        target.Write(name);
        Formatted(value, "");
    }

    private void Named(ReadOnlySpan<byte> name, string? value)
    {
        if (value is null) return;
        target.Write(name);
        Cleaned(value);
    }

    // A path comes from strangers: it must not begin a line of its own, nor speak to a terminal.
    private void Cleaned(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\x1f') && !text.Contains('\x7f', StringComparison.Ordinal))
        {
            Utf8Text(text);
            return;
        }

        foreach (var character in text)
            Utf8Text(char.IsControl(character) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}") : character.ToString());
    }

    private void Utf8Text(ReadOnlySpan<char> text)
    {
        Utf8.FromUtf16(text, target.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length)), out _, out var written);
        target.Advance(written);
    }

    private void Formatted<T>(T value, string format)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(target.GetSpan(64), out var written, format, CultureInfo.InvariantCulture);
        target.Advance(written);
    }
}

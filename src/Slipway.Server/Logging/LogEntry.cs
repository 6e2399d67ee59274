using Slipway.Wire;

namespace Slipway.Server.Logging;

/// <summary>One line of the log on its way to the writer: either a request that was answered, or a message.</summary>
internal readonly record struct LogEntry(DateTimeOffset Time, RequestLine Request, LogMessage? Message);

/// <summary>What the log says of one request. The path comes without its query, which may hold signatures.</summary>
/// <param name="Received">Bytes of the request's body; null when not known.</param>
/// <param name="Sent">Bytes of the answer's body; null when not known.</param>
internal readonly record struct RequestLine(
    RequestRecord Record,
    string Method,
    string Path,
    int Status,
    long? Received,
    long? Sent,
    TimeSpan Duration);

/// <summary>A message of the program itself.</summary>
internal sealed record LogMessage(LogLevel Level, string Category, string Text, Exception? Fault);

namespace Slipway.Server.Logging;

/// <summary>Leads the program's own messages into the same stream of lines as the requests.</summary>
internal sealed class SinkLoggerProvider(LogSink sink, LogLevel lowest, TimeProvider clock) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new SinkLogger(sink, LowestFor(categoryName), categoryName, clock);

    public void Dispose()
    {
        // The sink outlives the loggers: it belongs to the program.
    }

    // The host's own remarks repeat what the request line and the command line say; its warnings matter.
    private LogLevel LowestFor(string category) => category switch
    {
        "Microsoft.AspNetCore.Hosting.Diagnostics" or "Microsoft.Extensions.Hosting.Internal.Host" => LogLevel.None,
        _ when !category.StartsWith("Microsoft.", StringComparison.Ordinal) => lowest,
        _ => lowest > LogLevel.Warning ? lowest : LogLevel.Warning,
    };

    private sealed class SinkLogger(LogSink sink, LogLevel lowest, string category, TimeProvider clock) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= lowest && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) sink.Take(new(clock.GetUtcNow(), default, new(logLevel, category, formatter(state, exception), exception)));
        }
    }
}

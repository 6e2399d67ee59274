using Microsoft.Extensions.Logging;

namespace Slipway.Wire.Tests.Support;

/// <summary>What the gateway logged, line by line.</summary>
internal sealed class CapturedLog : ILoggerProvider, ILogger
{
    private readonly Lock gate = new();
    private readonly List<(LogLevel Level, string Text, Exception? Fault)> lines = [];

    public IReadOnlyList<(LogLevel Level, string Text, Exception? Fault)> Lines
    {
        get
        {
            lock (gate) return [.. lines];
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (gate) lines.Add((logLevel, formatter(state, exception), exception));
    }

    public void Dispose()
    {
    }
}

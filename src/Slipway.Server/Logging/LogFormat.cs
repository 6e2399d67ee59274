namespace Slipway.Server.Logging;

/// <summary>How log lines are written.</summary>
internal enum LogFormat
{
    /// <summary>For people: <c>key=value</c>.</summary>
    Plain,

    /// <summary>For machines: one JSON object a line.</summary>
    Json,
}

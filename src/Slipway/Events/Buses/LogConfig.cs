using Slipway.Wire.Shapes;

namespace Slipway.Events.Buses;

/// <summary>Asked for, it is refused (API_LogConfig).</summary>
internal sealed record LogConfig(IncludeDetail? IncludeDetail, LogLevelShape? Level);

internal enum IncludeDetail
{
    None,
    Full,
}

internal enum LogLevelShape
{
    Off,
    Error,
    Info,
    Trace,
}

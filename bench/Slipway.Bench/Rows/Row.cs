using Slipway.Bench.Load;
using Slipway.Bench.Servers;

namespace Slipway.Bench.Rows;

internal enum Unit
{
    PerSecond,
    MebibytesPerSecond,
    Milliseconds,
    Mebibytes,
}

/// <summary>One line of the table.</summary>
/// <param name="Prepare">Brings the data to a server, once, before the runs.</param>
/// <param name="Run">One run against one server.</param>
internal sealed record Row(string Id, string Title, Unit Unit, Goal? Goal, Action<ServerUnderTest> Prepare, Func<ServerUnderTest, Measurement> Run)
{
    /// <summary>Only Slipway can answer this.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Also measured against the peer without its authentication.</summary>
    public bool IsAlsoOpen { get; init; }

    /// <summary>Slipway pulls through the peer without authentication.</summary>
    public bool HasUpstream { get; init; }

    /// <summary>One run is enough: what is measured hardly varies, and takes long.</summary>
    public bool IsOnce { get; init; }

    public double ValueOf(Measurement measurement) => Unit switch
    {
        Unit.PerSecond => measurement.PerSecond,
        Unit.MebibytesPerSecond => measurement.MebibytesPerSecond,
        Unit.Milliseconds => measurement.Seconds * 1000,
        _ => measurement.Bytes / 1048576.0,
    };

    /// <summary>How many times better; for times and memory less is better.</summary>
    public double Ratio(double ours, double theirs) => Unit is Unit.PerSecond or Unit.MebibytesPerSecond ? ours / theirs : theirs / ours;
}

/// <summary>What is to be reached: a ratio to the peer, or an amount not to be passed.</summary>
internal sealed record Goal(string Text, Func<double, double, bool> IsMet)
{
    public static Goal Times(double factor) => new($"≥ {factor}×", (_, ratio) => ratio >= factor);

    public static Goal AtMost(double amount, string unit) => new($"≤ {amount} {unit}", (value, _) => value <= amount);
}

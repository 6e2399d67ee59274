using System.Globalization;

namespace Slipway.Server.Configuration;

/// <summary>Reads settings by name and gathers what is wrong with them, so that all faults can be told at once.</summary>
/// <param name="source">Where a setting comes from; null or empty means unset.</param>
internal sealed class Settings(Func<string, string?> source)
{
    private static readonly (string Unit, int Shift)[] Units = [("TiB", 40), ("GiB", 30), ("MiB", 20), ("KiB", 10)];

    private readonly List<string> faults = [];

    public IReadOnlyList<string> Faults => faults;

    public string? Text(string name) => source(name) is { Length: > 0 } text ? text : null;

    public void Fault(string name, string what) => faults.Add($"{name}: {what}");

    /// <summary>A setting that must pass a check; a fault quotes it, so it must not be secret.</summary>
    public string? Checked(string name, Func<string, bool> isValid, string mustBe)
    {
        var text = Text(name);
        if (text is null || isValid(text)) return text;
        Fault(name, $"must be {mustBe}, but is '{text}'");
        return null;
    }

    public T Choice<T>(string name, T whenUnset)
        where T : struct, Enum
    {
        if (Text(name) is not { } text) return whenUnset;
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase)) return value;
        }

        Fault(name, $"must be one of {string.Join(", ", Enum.GetNames<T>().Select(choice => choice.ToLowerInvariant()))}, but is '{text}'");
        return whenUnset;
    }

    /// <summary>A length of time such as <c>90s</c>, <c>15m</c>, <c>6h</c> or <c>2d</c>.</summary>
    public TimeSpan Duration(string name, TimeSpan whenUnset, TimeSpan atLeast, TimeSpan atMost)
    {
        if (Text(name) is not { } text) return whenUnset;
        if (ParseDuration(text) is { } value && value >= atLeast && value <= atMost) return value;
        Fault(name, $"must be a length of time from {Say(atLeast)} to {Say(atMost)}, such as 90s, 15m, 6h or 2d, but is '{text}'");
        return whenUnset;
    }

    public int Number(string name, int whenUnset, int atLeast, int atMost)
    {
        if (Text(name) is not { } text) return whenUnset;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= atLeast && value <= atMost) return value;
        Fault(name, $"must be a number from {atLeast} to {atMost}, but is '{text}'");
        return whenUnset;
    }

    /// <summary>A number of bytes such as <c>512MiB</c> or <c>10GiB</c>.</summary>
    public long Size(string name, long whenUnset, long atLeast, long atMost)
    {
        if (Text(name) is not { } text) return whenUnset;
        if (ParseSize(text) is { } value && value >= atLeast && value <= atMost) return value;
        Fault(name, $"must be a size from {SaySize(atLeast)} to {SaySize(atMost)}, such as 512MiB or 10GiB, but is '{text}'");
        return whenUnset;
    }

    private static long? ParseSize(string text)
    {
        if (text == "0") return 0;
        foreach (var (unit, shift) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && long.TryParse(text.AsSpan(..^unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number <= long.MaxValue >> shift)
                return number << shift;
        }

        return null;
    }

    private static string SaySize(long size)
    {
        if (size == 0) return "0";
        var (unit, shift) = Units.First(each => size >= 1L << each.Shift);
        return $"{size >> shift}{unit}";
    }

    private static TimeSpan? ParseDuration(string text)
    {
        var unit = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        var isNumber = int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return unit > 0 && isNumber ? TimeSpan.FromSeconds((double)number * unit) : null;
    }

    private static string Say(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } when time.Ticks % TimeSpan.TicksPerDay == 0 => $"{time.TotalDays}d",
        { TotalHours: >= 1 } when time.Ticks % TimeSpan.TicksPerHour == 0 => $"{time.TotalHours}h",
        { TotalMinutes: >= 1 } when time.Ticks % TimeSpan.TicksPerMinute == 0 => $"{time.TotalMinutes}m",
        _ => $"{time.TotalSeconds}s",
    };
}

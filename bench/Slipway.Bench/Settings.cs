using System.Globalization;

namespace Slipway.Bench;

/// <summary>What the command line asks for.</summary>
/// <param name="Rows">Only rows whose id contains one of these; empty for all.</param>
/// <param name="Name">Of the result file.</param>
/// <param name="Program">The built slipway.</param>
internal sealed record Settings(IReadOnlyList<string> Rows, string Name, string Results, string Program, int Runs, TimeSpan Window, bool IsOursWanted, bool IsPeerWanted)
{
    public const string Usage =
        "bench [--rows id,id…] [--name NAME] [--results FOLDER] [--slipway PROGRAM] [--runs N] [--seconds S] [--no-slipway] [--no-peer] | bench list | bench ceiling | " + Probe.Usage;

    public static Settings Parse(string[] args)
    {
        var settings = new Settings([], "latest", "bench/results", "artifacts/slipway/slipway", 3, TimeSpan.FromSeconds(1.5), true, true);
        for (var i = 0; i < args.Length; i++)
            settings = args[i] switch
            {
                "--rows" => settings with { Rows = args[++i].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) },
                "--name" => settings with { Name = args[++i] },
                "--results" => settings with { Results = args[++i] },
                "--slipway" => settings with { Program = args[++i] },
                "--runs" => settings with { Runs = int.Parse(args[++i], CultureInfo.InvariantCulture) },
                "--seconds" => settings with { Window = TimeSpan.FromSeconds(double.Parse(args[++i], CultureInfo.InvariantCulture)) },
                "--no-slipway" => settings with { IsOursWanted = false },
                "--no-peer" => settings with { IsPeerWanted = false },
                var other => throw new ArgumentException($"Unknown argument '{other}'. {Usage}"),
            };
        return settings;
    }
}

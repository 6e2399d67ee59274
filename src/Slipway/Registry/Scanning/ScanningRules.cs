using Slipway.Kernel;

namespace Slipway.Registry.Scanning;

/// <summary>What a registry says of scans ("Scan images for software vulnerabilities").</summary>
public sealed record ScanningRules(ScanType Type, IReadOnlyList<ScanningRule> Rules)
{
    public static ScanningRules Default { get; } = new(ScanType.Basic, []);

    /// <summary>
    /// When the images of a repository are scanned. A rule of the registry comes before the repository's own setting, which
    /// enhanced scanning knows nothing of. Pure.
    /// </summary>
    /// <param name="scanOnPush">The repository's own setting.</param>
    public ScanPlan PlanOf(RepositoryName repository, bool scanOnPush)
    {
        // Enhanced scanning without rules is of everything, all the time.
        if (Type is ScanType.Enhanced && Rules.Count == 0) return new(ScanFrequency.ContinuousScan, []);
        foreach (var frequency in (ReadOnlySpan<ScanFrequency>)[ScanFrequency.ContinuousScan, ScanFrequency.ScanOnPush])
        {
            List<string> applied = [.. Rules
                .Where(rule => rule.Frequency == frequency)
                .SelectMany(rule => rule.Filters)
                .Where(filter => IsMatch(filter, repository.ToString()))
                .Distinct()];
            if (applied.Count > 0) return new(frequency, applied);
        }

        return new(Type is ScanType.Basic && scanOnPush ? ScanFrequency.ScanOnPush : ScanFrequency.Manual, []);
    }

    /// <summary>A filter with a star is the whole name's pattern; one without is found anywhere in it ("Filters to choose which repositories are scanned").</summary>
    private static bool IsMatch(string filter, string name) =>
        filter.Contains('*') ? Wildcard.Matches(filter, name) : name.Contains(filter, StringComparison.Ordinal);
}

/// <param name="Filters">A repository that matches one of them is scanned so.</param>
public sealed record ScanningRule(ScanFrequency Frequency, IReadOnlyList<string> Filters);

/// <param name="AppliedFilters">Those that matched; none where no rule did.</param>
public sealed record ScanPlan(ScanFrequency Frequency, IReadOnlyList<string> AppliedFilters);

public enum ScanType
{
    /// <summary>Packages of the operating system, once.</summary>
    Basic,

    /// <summary>Those of languages too, and again whenever more is known.</summary>
    Enhanced,
}

public enum ScanFrequency
{
    ScanOnPush,
    ContinuousScan,

    /// <summary>When somebody asks for it; under enhanced scanning never.</summary>
    Manual,
}

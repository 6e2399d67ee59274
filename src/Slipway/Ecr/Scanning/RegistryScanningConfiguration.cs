using Slipway.Registry.Scanning;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Scanning;

internal enum ScanningRepositoryFilterType
{
    Wildcard,
}

/// <summary>Which repositories are meant (API_ScanningRepositoryFilter).</summary>
internal sealed record ScanningRepositoryFilter(
    [Length(1, 255), Pattern(@"^[a-z0-9*](?:[._\-/a-z0-9*]?[a-z0-9*]+)*$")] string Filter,
    ScanningRepositoryFilterType FilterType)
{
    public static IReadOnlyList<ScanningRepositoryFilter> Of(IEnumerable<string> filters) =>
        [.. filters.Select(filter => new ScanningRepositoryFilter(filter, ScanningRepositoryFilterType.Wildcard))];
}

/// <summary>When repositories are scanned (API_RegistryScanningRule).</summary>
internal sealed record RegistryScanningRule(ScanFrequency ScanFrequency, [Items(0, 100)] IReadOnlyList<ScanningRepositoryFilter> RepositoryFilters);

/// <summary>What a registry says of scans (API_RegistryScanningConfiguration).</summary>
internal sealed record RegistryScanningConfiguration(ScanType ScanType, IReadOnlyList<RegistryScanningRule> Rules)
{
    public static RegistryScanningConfiguration Of(ScanningRules rules) => new(
        rules.Type, [.. rules.Rules.Select(rule => new RegistryScanningRule(rule.Frequency, ScanningRepositoryFilter.Of(rule.Filters)))]);

    /// <exception cref="AwsError">A frequency that the type does not have: basic scans are made on push, and by hand where no rule matches.</exception>
    public static ScanningRules ToRules(ScanType type, IReadOnlyList<RegistryScanningRule> rules)
    {
        foreach (var rule in rules)
        {
            if (rule.ScanFrequency is ScanFrequency.Manual) throw ScanErrors.FrequencyNotSupported("MANUAL", NameOf(type));
            if (rule.ScanFrequency is ScanFrequency.ContinuousScan && type is ScanType.Basic) throw ScanErrors.FrequencyNotSupported("CONTINUOUS_SCAN", NameOf(type));
        }

        return new(type, [.. rules.Select(rule => new ScanningRule(rule.ScanFrequency, [.. rule.RepositoryFilters.Select(filter => filter.Filter)]))]);
    }

    private static string NameOf(ScanType type) => type is ScanType.Basic ? "BASIC" : "ENHANCED";
}

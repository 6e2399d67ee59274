using Slipway.Registry;
using Slipway.Registry.Replication;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Replication;

/// <summary>API_ReplicationConfiguration.</summary>
internal sealed record ReplicationConfigurationShape([Items(0, ReplicationConfiguration.MostRules)] IReadOnlyList<ReplicationRuleShape> Rules)
{
    private const string Member = "replicationConfiguration";

    public static ReplicationConfigurationShape Of(ReplicationConfiguration configuration) => new([.. configuration.Rules.Select(ReplicationRuleShape.Of)]);

    /// <exception cref="Wire.AwsError">It replicates a registry to itself, or to too many.</exception>
    public ReplicationConfiguration ToConfiguration(RegistryScope source)
    {
        var configuration = new ReplicationConfiguration([.. Rules.Select(rule => rule.ToRule())]);
        if (configuration.Destinations.Contains(source)) throw EcrErrors.InvalidParameter(Member, "Replication destination cannot be the same as the source registry");
        return configuration.Destinations.Count() <= ReplicationConfiguration.MostDestinations
            ? configuration
            : throw EcrErrors.InvalidParameter(Member, $"Replication configuration cannot have more than {ReplicationConfiguration.MostDestinations} unique destinations");
    }
}

/// <summary>API_ReplicationRule.</summary>
internal sealed record ReplicationRuleShape(
    [Items(0, 100)] IReadOnlyList<ReplicationDestinationShape> Destinations,
    [Items(1, ReplicationConfiguration.MostFilters)] IReadOnlyList<RepositoryFilterShape>? RepositoryFilters)
{
    public static ReplicationRuleShape Of(ReplicationRule rule) => new(
        [.. rule.Destinations.Select(ReplicationDestinationShape.Of)],
        rule.Prefixes.Count == 0 ? null : [.. rule.Prefixes.Select(prefix => new RepositoryFilterShape(prefix, RepositoryFilterType.PrefixMatch))]);

    public ReplicationRule ToRule() => new(
        [.. Destinations.Select(destination => destination.ToScope())],
        [.. (RepositoryFilters ?? []).Select(filter => filter.Filter)]);
}

/// <summary>API_ReplicationDestination.</summary>
internal sealed record ReplicationDestinationShape(
    [Length(2, 25), Pattern(ReplicationDestinationShape.RegionPattern)] string Region,
    [Pattern(EcrApi.RegistryIdPattern)] string RegistryId)
{
    public const string RegionPattern = "[0-9a-z-]{2,25}";

    public static ReplicationDestinationShape Of(RegistryScope registry) => new(registry.Region, registry.Account);

    public RegistryScope ToScope() => new(RegistryId, Region);
}

/// <summary>API_RepositoryFilter.</summary>
internal sealed record RepositoryFilterShape(
    [Length(2, 256), Pattern("^(?:[a-z0-9]+(?:[._-][a-z0-9]*)*/)*[a-z0-9]*(?:[._-][a-z0-9]*)*$")] string Filter, RepositoryFilterType FilterType);

internal enum RepositoryFilterType
{
    PrefixMatch,
}

namespace Slipway.Registry.Replication;

/// <summary>What of a registry is copied where (API_ReplicationConfiguration).</summary>
public sealed record ReplicationConfiguration(IReadOnlyList<ReplicationRule> Rules)
{
    public const int MostRules = 10, MostDestinations = 25, MostFilters = 100;

    public static ReplicationConfiguration None { get; } = new([]);

    /// <summary>Every destination that some rule names, each once.</summary>
    public IEnumerable<RegistryScope> Destinations => Rules.SelectMany(rule => rule.Destinations).Distinct();

    /// <summary>Where the images of a repository go, each destination once however many rules name it.</summary>
    public IEnumerable<RegistryScope> DestinationsOf(RepositoryName repository) =>
        Rules.Where(rule => rule.Matches(repository)).SelectMany(rule => rule.Destinations).Distinct();
}

/// <param name="Prefixes">Of repository names, taken literally; none for every repository.</param>
public sealed record ReplicationRule(IReadOnlyList<RegistryScope> Destinations, IReadOnlyList<string> Prefixes)
{
    public bool Matches(RepositoryName repository)
    {
        var name = repository.ToString();
        return Prefixes.Count == 0 || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
    }
}

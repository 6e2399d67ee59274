namespace Slipway.Registry.Replication;

/// <summary>The rules of a registry together with what is set for their destinations.</summary>
public sealed record ReplicationPlan(ReplicationConfiguration Configuration, IReadOnlyList<ReplicationOptions> Options)
{
    public IEnumerable<ReplicationOptions> DestinationsOf(RepositoryName repository) => Configuration.DestinationsOf(repository).Select(OptionsOf);

    public ReplicationOptions OptionsOf(RegistryScope destination) =>
        Options.FirstOrDefault(options => options.Destination == destination) ?? ReplicationOptions.Default(destination);
}

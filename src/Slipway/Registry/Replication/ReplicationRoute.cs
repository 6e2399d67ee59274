namespace Slipway.Registry.Replication;

/// <summary>From a registry to another; in the database <c>account/region>account/region</c>.</summary>
public readonly record struct ReplicationRoute(RegistryScope Source, RegistryScope Destination)
{
    /// <summary>Reads what this program wrote itself.</summary>
    public static ReplicationRoute Parse(string text) =>
        text.Split('>') is [var source, var destination] ? new(Scope(source), Scope(destination)) : throw new FormatException($"'{text}' is no route.");

    public override string ToString() => $"{Source.Account}/{Source.Region}>{Destination.Account}/{Destination.Region}";

    private static RegistryScope Scope(string text) =>
        text.Split('/') is [var account, var region] ? new(account, region) : throw new FormatException($"'{text}' is no registry.");
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Registry.Replication;

/// <summary>What each registry says about its replication, kept among its documents.</summary>
public sealed partial class ReplicationSettings(IRegistryDocumentStore documents, TimeProvider clock)
{
    private const string ConfigurationKind = "replication", OptionsKind = "replication-options", EndpointsKind = "replication-endpoints";

    public async ValueTask<ReplicationConfiguration> FindAsync(RegistryScope registry, CancellationToken ct) =>
        await documents.FindAsync(registry, ConfigurationKind, ct) is { } text ? JsonSerializer.Deserialize(text, Json.Default.ReplicationConfiguration)! : ReplicationConfiguration.None;

    public async ValueTask<ReplicationPlan> PlanAsync(RegistryScope registry, CancellationToken ct)
    {
        var configuration = await FindAsync(registry, ct);
        return new(configuration, configuration.Rules.Count == 0 ? [] : await FindOptionsAsync(registry, ct));
    }

    /// <summary>No rules remove it.</summary>
    public async ValueTask PutAsync(RegistryScope registry, ReplicationConfiguration configuration, CancellationToken ct)
    {
        if (configuration.Rules.Count == 0) await documents.DeleteAsync(registry, ConfigurationKind, ct);
        else await documents.PutAsync(registry, ConfigurationKind, JsonSerializer.Serialize(configuration, Json.Default.ReplicationConfiguration), clock.GetUtcNow(), ct);
    }

    /// <summary>Of the destinations that have any.</summary>
    public async ValueTask<IReadOnlyList<ReplicationOptions>> FindOptionsAsync(RegistryScope registry, CancellationToken ct) =>
        Options(await documents.FindAsync(registry, OptionsKind, ct));

    /// <summary>Replaces those of their destination.</summary>
    public async ValueTask PutOptionsAsync(RegistryScope registry, ReplicationOptions options, CancellationToken ct) => await documents.ChangeAsync(
        registry,
        OptionsKind,
        text =>
        {
            List<ReplicationOptions> all = [.. Options(text).Where(other => other.Destination != options.Destination), options];
            return JsonSerializer.Serialize(all, Json.Default.ListReplicationOptions);
        },
        clock.GetUtcNow(),
        ct);

    /// <summary>Of the destinations that are elsewhere.</summary>
    public async ValueTask<IReadOnlyList<ReplicationEndpoint>> FindEndpointsAsync(RegistryScope registry, CancellationToken ct) =>
        Endpoints(await documents.FindAsync(registry, EndpointsKind, ct));

    /// <summary>Replaces that of its destination.</summary>
    public async ValueTask PutEndpointAsync(RegistryScope registry, ReplicationEndpoint endpoint, CancellationToken ct) => await documents.ChangeAsync(
        registry,
        EndpointsKind,
        text =>
        {
            List<ReplicationEndpoint> all = [.. Endpoints(text).Where(other => other.Destination != endpoint.Destination), endpoint];
            return JsonSerializer.Serialize(all, Json.Default.ListReplicationEndpoint);
        },
        clock.GetUtcNow(),
        ct);

    /// <returns>What was there; null when there was none.</returns>
    public async ValueTask<ReplicationEndpoint?> DeleteEndpointAsync(RegistryScope registry, RegistryScope destination, CancellationToken ct)
    {
        ReplicationEndpoint? deleted = null;
        await documents.ChangeAsync(
            registry,
            EndpointsKind,
            text =>
            {
                var all = Endpoints(text);
                deleted = all.FirstOrDefault(endpoint => endpoint.Destination == destination);
                if (deleted is not null) all.Remove(deleted);
                return all.Count == 0 ? null : JsonSerializer.Serialize(all, Json.Default.ListReplicationEndpoint);
            },
            clock.GetUtcNow(),
            ct);
        return deleted;
    }

    private static List<ReplicationEndpoint> Endpoints(string? text) => text is null ? [] : JsonSerializer.Deserialize(text, Json.Default.ListReplicationEndpoint)!;

    private static List<ReplicationOptions> Options(string? text) => text is null ? [] : JsonSerializer.Deserialize(text, Json.Default.ListReplicationOptions)!;

    [JsonSourceGenerationOptions(UseStringEnumConverter = true)]
    [JsonSerializable(typeof(ReplicationConfiguration))]
    [JsonSerializable(typeof(List<ReplicationOptions>))]
    [JsonSerializable(typeof(List<ReplicationEndpoint>))]
    private sealed partial class Json : JsonSerializerContext;
}

namespace Slipway.Registry.Replication;

/// <summary>Told of changes of a repository's settings, so that they follow it to its destinations.</summary>
public interface ISettingsReplication
{
    /// <summary>To be called after the change and before it is acknowledged; when it returned, it is durable that it will follow.</summary>
    ValueTask ChangedAsync(Repository repository, ReplicatedSetting setting, CancellationToken ct);
}

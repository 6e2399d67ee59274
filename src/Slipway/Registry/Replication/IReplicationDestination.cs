namespace Slipway.Registry.Replication;

/// <summary>A registry that images are brought to, here or elsewhere. Everything may be done more than once.</summary>
internal interface IReplicationDestination
{
    /// <returns>false when the image is no longer in the source, so that nothing was to be done.</returns>
    /// <exception cref="ReplicationFailureException"/>
    ValueTask<bool> PushAsync(NewReplicationTask task, CancellationToken ct);

    /// <summary>Deletes as the task's action says; what is not there is deleted.</summary>
    /// <exception cref="ReplicationFailureException"/>
    ValueTask DeleteAsync(NewReplicationTask task, CancellationToken ct);

    /// <summary>Gives the repository those settings that are wanted.</summary>
    /// <returns>false when there is no such repository, so that nothing was to be done.</returns>
    /// <exception cref="ReplicationFailureException"/>
    ValueTask<bool> SetAsync(NewReplicationTask task, RepositorySettings settings, CancellationToken ct);
}

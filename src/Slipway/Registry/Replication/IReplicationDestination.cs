namespace Slipway.Registry.Replication;

/// <summary>A registry that images are brought to, here or elsewhere. Everything may be done more than once.</summary>
internal interface IReplicationDestination
{
    /// <param name="cargo">Is told what has arrived, as soon as it has.</param>
    /// <returns>false when the image is no longer in the source, so that nothing was to be done.</returns>
    /// <exception cref="ReplicationFailureException"/>
    ValueTask<bool> PushAsync(NewReplicationTask task, ReplicationCargo cargo, CancellationToken ct);

    /// <summary>Deletes as the task's action says; what is not there is deleted, and what is not this copy stays.</summary>
    /// <param name="isWanted">The source has the image again: it stays, though its tag goes.</param>
    /// <exception cref="ReplicationFailureException"/>
    ValueTask DeleteAsync(NewReplicationTask task, ReplicationCopy copy, bool isWanted, CancellationToken ct);

    /// <summary>Gives the repository those settings that are wanted.</summary>
    /// <returns>false when there is no such repository, so that nothing was to be done.</returns>
    /// <exception cref="ReplicationFailureException"/>
    ValueTask<bool> SetAsync(NewReplicationTask task, RepositorySettings settings, CancellationToken ct);
}

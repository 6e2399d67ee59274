namespace Slipway.Registry.Replication;

/// <summary>Wakes whoever works the queue of replication off.</summary>
public interface IReplicationWaker
{
    void Wake();
}

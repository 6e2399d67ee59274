using Slipway.Registry.Replication;

namespace Slipway.Ecr.Replication;

/// <summary>How it stands with something at a destination. Of what is under way the code and reason are those of the last attempt.</summary>
/// <param name="Attempts">How often what is under way has been tried in vain.</param>
internal sealed record ReplicationDetails(
    string Region, string RegistryId, ReplicationStatus Status, string? FailureCode, string? FailureReason, int? Attempts, DateTimeOffset? NextAttemptAt)
{
    public static ReplicationDetails Of(ReplicationState state) => new(
        state.Route.Destination.Region,
        state.Route.Destination.Account,
        state.Status,
        state.Failure?.Code,
        state.Failure?.Reason,
        state.Status is ReplicationStatus.InProgress ? state.Attempts : null,
        state.NextAttemptAt);
}

using Slipway.Kernel;
using Slipway.Registry.Replication;
using Slipway.Wire;

namespace Slipway.Ecr.Replication;

internal sealed record StartReplicationBackfillRequest(ReplicationDestinationShape Destination);

internal sealed record StartReplicationBackfillResponse(ReplicationBackfillShape ReplicationBackfill);

/// <summary>
/// Brings what is already in the caller's registry, and matches its rules and options, to a destination.
/// Ours: API_StartReplicationBackfill.
/// </summary>
[Operation<SlipwayApi>]
internal sealed class StartReplicationBackfill(ReplicationSettings settings, IReplicationBackfillStore backfills, IReplicationWaker waker, IIdSource ids, TimeProvider clock)
    : IOperation<StartReplicationBackfillRequest, StartReplicationBackfillResponse>
{
    public static Access Requires(StartReplicationBackfillRequest request, Caller caller) => Access.On(EcrArns.AnyRepository(EcrApi.ScopeOf(caller, null)));

    public async ValueTask<StartReplicationBackfillResponse> HandleAsync(StartReplicationBackfillRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, null);
        var destination = request.Destination.ToScope();
        if (!(await settings.FindAsync(registry, ct)).Destinations.Contains(destination)) throw ReplicationErrors.NotConfigured(destination);
        var backfill = new ReplicationBackfill(0, ids.NewId().ToString(), new(registry, destination), BackfillPosition.Start, 0, 0, 0, clock.Now(), null);
        if (!await backfills.TryAddAsync(backfill, ct)) throw ReplicationErrors.BackfillInProgress(destination);
        waker.Wake();
        return new(ReplicationBackfillShape.Of(backfill));
    }
}

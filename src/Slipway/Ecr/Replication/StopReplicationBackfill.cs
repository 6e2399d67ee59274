using Slipway.Registry.Replication;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Replication;

internal sealed record StopReplicationBackfillRequest([Pattern(EcrApi.UploadIdPattern)] string ReplicationBackfillId);

internal sealed record StopReplicationBackfillResponse(ReplicationBackfillShape ReplicationBackfill);

/// <summary>
/// Ends a backfill of the caller's registry before its time: nothing more is searched, and what it has queued is dropped.
/// What has arrived stays. Ours: API_StopReplicationBackfill.
/// </summary>
[Operation<SlipwayApi>]
internal sealed class StopReplicationBackfill(IReplicationBackfillStore backfills, TimeProvider clock) : IOperation<StopReplicationBackfillRequest, StopReplicationBackfillResponse>
{
    public static Access Requires(StopReplicationBackfillRequest request, Caller caller) => Access.On(EcrArns.AnyRepository(EcrApi.ScopeOf(caller, null)));

    public async ValueTask<StopReplicationBackfillResponse> HandleAsync(StopReplicationBackfillRequest request, Caller caller, CancellationToken ct)
    {
        var id = request.ReplicationBackfillId.ToLowerInvariant();
        if (await backfills.FindAsync(id, ct) is not { } found || found.Route.Source != EcrApi.ScopeOf(caller, null)) throw ReplicationErrors.BackfillNotFound(request.ReplicationBackfillId);
        await backfills.StopAsync(found.Id, clock.GetUtcNow(), ct);
        var stopped = await backfills.FindAsync(id, ct) ?? found;
        return stopped.IsStopped ? new(ReplicationBackfillShape.Of(stopped)) : throw ReplicationErrors.BackfillEnded(request.ReplicationBackfillId);
    }
}

using Slipway.Registry.Replication;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Replication;

internal sealed record DescribeReplicationBackfillRequest([Pattern(EcrApi.UploadIdPattern)] string ReplicationBackfillId);

internal sealed record DescribeReplicationBackfillResponse(ReplicationBackfillShape ReplicationBackfill);

/// <summary>How far a backfill of the caller's registry is. Ours: API_DescribeReplicationBackfill.</summary>
[Operation<SlipwayApi>]
internal sealed class DescribeReplicationBackfill(IReplicationBackfillStore backfills) : IOperation<DescribeReplicationBackfillRequest, DescribeReplicationBackfillResponse>
{
    public static Access Requires(DescribeReplicationBackfillRequest request, Caller caller) => Access.On(EcrArns.AnyRepository(EcrApi.ScopeOf(caller, null)));

    public async ValueTask<DescribeReplicationBackfillResponse> HandleAsync(DescribeReplicationBackfillRequest request, Caller caller, CancellationToken ct) =>
        await backfills.FindAsync(request.ReplicationBackfillId.ToLowerInvariant(), ct) is { } found && found.Route.Source == EcrApi.ScopeOf(caller, null)
            ? new(ReplicationBackfillShape.Of(found))
            : throw ReplicationErrors.BackfillNotFound(request.ReplicationBackfillId);
}

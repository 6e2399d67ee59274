using Slipway.Wire;

namespace Slipway.Events.Destinations;

internal sealed record DeleteApiDestinationRequest(EntityName Name);

internal sealed record DeleteApiDestinationResponse;

/// <summary>Deletes an API destination; what still waits for it becomes a dead letter. AWS: API_DeleteApiDestination.</summary>
[Operation<EventsApi>]
internal sealed class DeleteApiDestination(IApiDestinationStore destinations) : IOperation<DeleteApiDestinationRequest, DeleteApiDestinationResponse>
{
    public static Access Requires(DeleteApiDestinationRequest request, Caller caller) =>
        Access.On(ApiDestination.ArnOf(caller.Account, caller.Region, request.Name.ToString()));

    public async ValueTask<DeleteApiDestinationResponse> HandleAsync(DeleteApiDestinationRequest request, Caller caller, CancellationToken ct) =>
        await destinations.DeleteAsync(caller.Account, caller.Region, request.Name.ToString(), ct) ? new() : throw EventsErrors.DestinationNotFound(request.Name.ToString());
}

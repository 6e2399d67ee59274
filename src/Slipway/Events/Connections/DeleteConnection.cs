using Slipway.Wire;

namespace Slipway.Events.Connections;

internal sealed record DeleteConnectionRequest(EntityName Name);

internal sealed record DeleteConnectionResponse(
    string ConnectionArn, ConnectionState ConnectionState, DateTimeOffset CreationTime, DateTimeOffset LastModifiedTime, DateTimeOffset LastAuthorizedTime);

/// <summary>Deletes a connection with its secrets; API destinations that use it become inactive. AWS: API_DeleteConnection.</summary>
[Operation<EventsApi>]
internal sealed class DeleteConnection(IConnectionStore connections) : IOperation<DeleteConnectionRequest, DeleteConnectionResponse>
{
    public static Access Requires(DeleteConnectionRequest request, Caller caller) =>
        Access.On(Connection.ArnOf(caller.Account, caller.Region, request.Name.ToString()));

    public async ValueTask<DeleteConnectionResponse> HandleAsync(DeleteConnectionRequest request, Caller caller, CancellationToken ct)
    {
        var name = request.Name.ToString();
        var gone = await connections.DeleteAsync(caller.Account, caller.Region, name, ct) ?? throw EventsErrors.ConnectionNotFound(name);
        return new(gone.Arn, ConnectionState.Deleting, gone.CreatedAt, gone.ModifiedAt, gone.ModifiedAt);
    }
}

using Slipway.Wire;

namespace Slipway.Events.Connections;

internal sealed record GetWebHookKeyRequest(string ConnectionName);

internal sealed record GetWebHookKeyResponse(string ConnectionArn, string SigningKey);

/// <summary>
/// The key that a connection's requests are signed with, for their receivers to check. Ours, API_GetWebHookKey in
/// docs/services/slipway.md.
/// </summary>
[Operation<SlipwayApi>]
internal sealed class GetWebHookKey(IConnectionStore connections, ConnectionSecrets secrets) : IOperation<GetWebHookKeyRequest, GetWebHookKeyResponse>
{
    public static Access Requires(GetWebHookKeyRequest request, Caller caller) => Access.On(Connection.ArnOf(caller.Account, caller.Region, request.ConnectionName));

    public async ValueTask<GetWebHookKeyResponse> HandleAsync(GetWebHookKeyRequest request, Caller caller, CancellationToken ct)
    {
        var found = await connections.FindAsync(caller.Account, caller.Region, request.ConnectionName, ct) ?? throw EventsErrors.ConnectionNotFound(request.ConnectionName);
        return new(found.Arn, secrets.Open(found).SigningKey);
    }
}

using Slipway.Wire;

namespace Slipway.Sts;

internal sealed record GetCallerIdentityRequest;

internal sealed record GetCallerIdentityResponse(string UserId, string Account, string Arn);

/// <summary>Says whose key signed the call. Works for any valid credentials, whatever is allowed or denied. AWS: API_GetCallerIdentity.</summary>
[Operation<StsApi>]
internal sealed class GetCallerIdentity : IOperation<GetCallerIdentityRequest, GetCallerIdentityResponse>
{
    public static Access Requires(GetCallerIdentityRequest request, Caller caller) => Access.Anyone;

    public ValueTask<GetCallerIdentityResponse> HandleAsync(GetCallerIdentityRequest request, Caller caller, CancellationToken ct) =>
        new(new GetCallerIdentityResponse(caller.Principal.UserId, caller.Account, caller.Principal.Arn));
}

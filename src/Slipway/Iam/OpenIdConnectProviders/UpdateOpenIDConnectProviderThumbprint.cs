using Slipway.Identity.Providers;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.OpenIdConnectProviders;

internal sealed record UpdateOpenIDConnectProviderThumbprintRequest(
    [Length(20, 2048)] string OpenIDConnectProviderArn,
    [Length(Thumbprints.Length, Thumbprints.Length)] IReadOnlyList<string> ThumbprintList);

/// <summary>Puts other thumbprints in the place of all that are there. AWS: API_UpdateOpenIDConnectProviderThumbprint.</summary>
[Operation<IamApi>]
internal sealed class UpdateOpenIDConnectProviderThumbprint(IOpenIdConnectProviderStore providers)
    : IOperation<UpdateOpenIDConnectProviderThumbprintRequest, Nothing>
{
    public static Access Requires(UpdateOpenIDConnectProviderThumbprintRequest request, Caller caller) => Access.On(request.OpenIDConnectProviderArn);

    public ValueTask<Nothing> HandleAsync(UpdateOpenIDConnectProviderThumbprintRequest request, Caller caller, CancellationToken ct)
    {
        var thumbprints = Thumbprints.Check(request.ThumbprintList);
        return providers.RequireChangeAsync(caller, request.OpenIDConnectProviderArn, provider => provider with { Thumbprints = thumbprints }, ct);
    }
}

using Slipway.Identity.Providers;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.OpenIdConnectProviders;

internal sealed record GetOpenIDConnectProviderRequest([Length(20, 2048)] string OpenIDConnectProviderArn);

/// <param name="Url">Without its scheme.</param>
internal sealed record GetOpenIDConnectProviderResponse(
    string Url, IReadOnlyList<string> ClientIDList, IReadOnlyList<string> ThumbprintList, DateTimeOffset CreateDate, IReadOnlyList<TagShape> Tags);

/// <summary>Everything about one provider. AWS: API_GetOpenIDConnectProvider.</summary>
[Operation<IamApi>]
internal sealed class GetOpenIDConnectProvider(IOpenIdConnectProviderStore providers)
    : IOperation<GetOpenIDConnectProviderRequest, GetOpenIDConnectProviderResponse>
{
    public static Access Requires(GetOpenIDConnectProviderRequest request, Caller caller) => Access.On(request.OpenIDConnectProviderArn);

    public async ValueTask<GetOpenIDConnectProviderResponse> HandleAsync(GetOpenIDConnectProviderRequest request, Caller caller, CancellationToken ct)
    {
        var provider = await providers.RequireAsync(caller, request.OpenIDConnectProviderArn, ct);
        return new(provider.Url, provider.ClientIds, provider.Thumbprints, provider.CreatedAt.ToSeconds(), TagShape.Of(provider.Tags));
    }
}

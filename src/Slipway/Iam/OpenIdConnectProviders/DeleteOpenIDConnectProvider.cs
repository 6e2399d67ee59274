using Slipway.Identity.Providers;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.OpenIdConnectProviders;

internal sealed record DeleteOpenIDConnectProviderRequest([Length(20, 2048)] string OpenIDConnectProviderArn);

/// <summary>Ends the trust in a provider; roles that name it stay, and nobody gets them by it. AWS: API_DeleteOpenIDConnectProvider.</summary>
[Operation<IamApi>]
internal sealed class DeleteOpenIDConnectProvider(IOpenIdConnectProviderStore providers) : IOperation<DeleteOpenIDConnectProviderRequest, Nothing>
{
    public static Access Requires(DeleteOpenIDConnectProviderRequest request, Caller caller) => Access.On(request.OpenIDConnectProviderArn);

    public async ValueTask<Nothing> HandleAsync(DeleteOpenIDConnectProviderRequest request, Caller caller, CancellationToken ct)
    {
        var arn = request.OpenIDConnectProviderArn;
        return await providers.FindAsync(arn, ct) is { } provider && provider.Account == caller.Account && await providers.DeleteAsync(arn, ct)
            ? new()
            : throw IamErrors.NoSuchEntity($"OpenId connect Provider {arn} cannot be found.");
    }
}

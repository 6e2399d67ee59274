using Slipway.Identity.Providers;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.SamlProviders;

internal sealed record DeleteSAMLProviderRequest([Length(20, 2048)] string SAMLProviderArn);

/// <summary>Forgets a SAML provider; roles that name it stay. AWS: API_DeleteSAMLProvider.</summary>
[Operation<IamApi>]
internal sealed class DeleteSAMLProvider(ISamlProviderStore providers) : IOperation<DeleteSAMLProviderRequest, Nothing>
{
    public static Access Requires(DeleteSAMLProviderRequest request, Caller caller) => Access.On(request.SAMLProviderArn);

    public async ValueTask<Nothing> HandleAsync(DeleteSAMLProviderRequest request, Caller caller, CancellationToken ct)
    {
        var provider = await providers.RequireAsync(caller, request.SAMLProviderArn, ct);
        return await providers.DeleteAsync(provider.Arn, ct) ? new() : throw SamlProviderLookup.NotFound(provider.Arn);
    }
}

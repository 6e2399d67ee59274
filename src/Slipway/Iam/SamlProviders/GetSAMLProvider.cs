using Slipway.Identity.Providers;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.SamlProviders;

internal sealed record GetSAMLProviderRequest([Length(20, 2048)] string SAMLProviderArn);

internal sealed record GetSAMLProviderResponse(
    string SAMLProviderUUID,
    string SAMLMetadataDocument,
    DateTimeOffset CreateDate,
    DateTimeOffset ValidUntil,
    IReadOnlyList<TagShape> Tags,
    AssertionEncryptionMode AssertionEncryptionMode,
    IReadOnlyList<SamlPrivateKeyShape> PrivateKeyList);

/// <summary>A key that assertions are decrypted with (API_SAMLPrivateKey).</summary>
internal sealed record SamlPrivateKeyShape(string KeyId, DateTimeOffset Timestamp);

/// <summary>Everything about one provider, its document as it was given. AWS: API_GetSAMLProvider.</summary>
[Operation<IamApi>]
internal sealed class GetSAMLProvider(ISamlProviderStore providers) : IOperation<GetSAMLProviderRequest, GetSAMLProviderResponse>
{
    public static Access Requires(GetSAMLProviderRequest request, Caller caller) => Access.On(request.SAMLProviderArn);

    public async ValueTask<GetSAMLProviderResponse> HandleAsync(GetSAMLProviderRequest request, Caller caller, CancellationToken ct)
    {
        var provider = await providers.RequireAsync(caller, request.SAMLProviderArn, ct);
        return new(
            provider.Uuid,
            provider.Document,
            provider.CreatedAt.ToSeconds(),
            provider.ValidUntil.ToSeconds(),
            TagShape.Of(provider.Tags),
            provider.RequiresEncryption ? AssertionEncryptionMode.Required : AssertionEncryptionMode.Allowed,
            PrivateKeyList: []);
    }
}

using Slipway.Identity.Providers;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.SamlProviders;

internal sealed record UpdateSAMLProviderRequest(
    [Length(SamlDocument.Shortest, SamlDocument.Longest)] string? SAMLMetadataDocument,
    [Length(20, 2048)] string SAMLProviderArn,
    AssertionEncryptionMode? AssertionEncryptionMode,
    [Length(1, 16384)] [Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] string? AddPrivateKey,
    [Length(22, 64)] [Pattern("[A-Z0-9]+")] string? RemovePrivateKey);

internal sealed record UpdateSAMLProviderResponse(string SAMLProviderArn);

/// <summary>Gives a provider other metadata, or another rule for encryption. AWS: API_UpdateSAMLProvider.</summary>
[Operation<IamApi>]
internal sealed class UpdateSAMLProvider(ISamlProviderStore providers, TimeProvider clock) : IOperation<UpdateSAMLProviderRequest, UpdateSAMLProviderResponse>
{
    public static Access Requires(UpdateSAMLProviderRequest request, Caller caller) => Access.On(request.SAMLProviderArn);

    public async ValueTask<UpdateSAMLProviderResponse> HandleAsync(UpdateSAMLProviderRequest request, Caller caller, CancellationToken ct)
    {
        SamlDocument.RefuseKey(request.AddPrivateKey);
        var provider = await providers.RequireAsync(caller, request.SAMLProviderArn, ct);
        if (request.RemovePrivateKey is { } key) throw IamErrors.NoSuchEntity($"Private key {key} not found for arn {provider.Arn}");
        DateTimeOffset? validUntil = request.SAMLMetadataDocument is { } document ? SamlDocument.Check(document, clock.Now()) : null;
        await providers.RequireChangeAsync(
            caller,
            provider.Arn,
            present => present with
            {
                Document = request.SAMLMetadataDocument ?? present.Document,
                ValidUntil = validUntil ?? present.ValidUntil,
                RequiresEncryption = request.AssertionEncryptionMode is { } mode ? mode is AssertionEncryptionMode.Required : present.RequiresEncryption,
            },
            ct);
        return new(provider.Arn);
    }
}

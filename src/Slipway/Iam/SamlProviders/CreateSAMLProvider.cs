using Slipway.Identity;
using Slipway.Identity.MfaDevices;
using Slipway.Identity.Providers;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.SamlProviders;

internal sealed record CreateSAMLProviderRequest(
    [Length(SamlDocument.Shortest, SamlDocument.Longest)] string SAMLMetadataDocument,
    [Length(1, 128)] [Pattern(@"[\w._-]+")] string Name,
    [Items(0, IamQuotas.Tags)] IReadOnlyList<TagShape>? Tags,
    AssertionEncryptionMode? AssertionEncryptionMode,
    [Length(1, 16384)] [Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] string? AddPrivateKey);

internal sealed record CreateSAMLProviderResponse(string SAMLProviderArn, IReadOnlyList<TagShape>? Tags);

/// <summary>Makes a SAML 2.0 identity provider known to the account. AWS: API_CreateSAMLProvider.</summary>
[Operation<IamApi>]
internal sealed class CreateSAMLProvider(ISamlProviderStore providers, IIdSource ids, TimeProvider clock)
    : IOperation<CreateSAMLProviderRequest, CreateSAMLProviderResponse>
{
    private const int UuidLength = 32;

    public static Access Requires(CreateSAMLProviderRequest request, Caller caller) => Access
        .On($"{IamArns.All(caller, "saml-provider")}{request.Name}")
        .AlsoIf(request.Tags is { Count: > 0 }, "iam:TagSAMLProvider")
        .WithRequestTags(TagShape.Pairs(request.Tags));

    public async ValueTask<CreateSAMLProviderResponse> HandleAsync(CreateSAMLProviderRequest request, Caller caller, CancellationToken ct)
    {
        SamlDocument.RefuseKey(request.AddPrivateKey);
        var (now, document) = (clock.Now(), request.SAMLMetadataDocument);
        SamlProvider provider = new(
            caller.Account, request.Name, ids.NewText(Base32.Alphabet, UuidLength), document, now, SamlDocument.Check(document, now))
        {
            RequiresEncryption = request.AssertionEncryptionMode is AssertionEncryptionMode.Required,
            Tags = TagShape.ToSet(request.Tags),
        };
        return await providers.AddAsync(provider, ct) switch
        {
            Addition.Added => new(provider.Arn, TagShape.OrNull(provider.Tags)),
            Addition.NameTaken => throw IamErrors.EntityAlreadyExists($"Provider with name {request.Name} already exists."),
            _ => throw IamErrors.QuotaExceeded("SAMLProvidersPerAccount", SamlProvider.MostOfAccount),
        };
    }
}

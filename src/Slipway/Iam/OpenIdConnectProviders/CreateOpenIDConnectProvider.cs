using Slipway.Identity;
using Slipway.Identity.Providers;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.OpenIdConnectProviders;

internal sealed record CreateOpenIDConnectProviderRequest(
    [Length(1, 255)] string Url,
    [Length(1, 255)] IReadOnlyList<string>? ClientIDList,
    [Length(Thumbprints.Length, Thumbprints.Length)] IReadOnlyList<string>? ThumbprintList,
    [Items(0, IamQuotas.Tags)] IReadOnlyList<TagShape>? Tags);

internal sealed record CreateOpenIDConnectProviderResponse(string OpenIDConnectProviderArn, IReadOnlyList<TagShape>? Tags);

/// <summary>Has the account trust the tokens of an OpenID Connect provider. AWS: API_CreateOpenIDConnectProvider.</summary>
// Departs: where no thumbprints are given, AWS fetches the provider's certificate and keeps its own; here the list stays empty.
[Operation<IamApi>]
internal sealed class CreateOpenIDConnectProvider(IOpenIdConnectProviderStore providers, TimeProvider clock)
    : IOperation<CreateOpenIDConnectProviderRequest, CreateOpenIDConnectProviderResponse>
{
    public static Access Requires(CreateOpenIDConnectProviderRequest request, Caller caller) => Access
        .On(OpenIdConnectProvider.ArnOf(caller.Account, ProviderUrl.TryParse(request.Url, out var url) ? url : "*"))
        .AlsoIf(request.Tags is { Count: > 0 }, "iam:TagOpenIDConnectProvider")
        .WithRequestTags(TagShape.Pairs(request.Tags));

    public async ValueTask<CreateOpenIDConnectProviderResponse> HandleAsync(
        CreateOpenIDConnectProviderRequest request, Caller caller, CancellationToken ct)
    {
        if (!ProviderUrl.TryParse(request.Url, out var url)) throw IamErrors.ValidationError("Invalid Open ID Connect Provider URL");
        OpenIdConnectProvider provider = new(caller.Account, url, clock.Now())
        {
            ClientIds = [.. (request.ClientIDList ?? []).Distinct(StringComparer.Ordinal)],
            Thumbprints = Thumbprints.Check(request.ThumbprintList ?? []),
            Tags = TagShape.ToSet(request.Tags),
        };
        if (provider.ClientIds.Count > OpenIdConnectProvider.MostClientIds) throw TooManyClientIds();
        return await providers.AddAsync(provider, ct) switch
        {
            Addition.Added => new(provider.Arn, TagShape.OrNull(provider.Tags)),
            Addition.NameTaken => throw IamErrors.EntityAlreadyExists($"Provider with url {request.Url} already exists."),
            _ => throw IamErrors.QuotaExceeded("OpenIdConnectProvidersPerAccount", OpenIdConnectProvider.MostOfAccount),
        };
    }

    public static AwsError TooManyClientIds() => IamErrors.QuotaExceeded("ClientIdsPerOpenIdConnectProvider", OpenIdConnectProvider.MostClientIds);
}

using Slipway.Identity;
using Slipway.Identity.Providers;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.OpenIdConnectProviders;

internal sealed record UntagOpenIDConnectProviderRequest(
    [Length(20, 2048)] string OpenIDConnectProviderArn,
    [Items(0, IamQuotas.Tags)] [Length(1, TagShape.LongestKey)] [Pattern(TagShape.KeyPattern)] IReadOnlyList<string> TagKeys);

/// <summary>Removes tags from a provider; keys that it does not have are passed over. AWS: API_UntagOpenIDConnectProvider.</summary>
[Operation<IamApi>]
internal sealed class UntagOpenIDConnectProvider(IOpenIdConnectProviderStore providers) : IOperation<UntagOpenIDConnectProviderRequest, Nothing>
{
    public static Access Requires(UntagOpenIDConnectProviderRequest request, Caller caller) =>
        Access.On(request.OpenIDConnectProviderArn).WithTagKeys(request.TagKeys);

    public ValueTask<Nothing> HandleAsync(UntagOpenIDConnectProviderRequest request, Caller caller, CancellationToken ct) =>
        providers.RequireChangeAsync(
            caller, request.OpenIDConnectProviderArn, provider => provider with { Tags = TagShape.Without(provider.Tags, request.TagKeys) }, ct);
}

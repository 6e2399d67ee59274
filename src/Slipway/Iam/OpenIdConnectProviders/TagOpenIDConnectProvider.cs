using Slipway.Identity;
using Slipway.Identity.Providers;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.OpenIdConnectProviders;

internal sealed record TagOpenIDConnectProviderRequest(
    [Length(20, 2048)] string OpenIDConnectProviderArn, [Items(0, IamQuotas.Tags)] IReadOnlyList<TagShape> Tags);

/// <summary>Adds tags to a provider, or puts them in the place of those with the same keys. AWS: API_TagOpenIDConnectProvider.</summary>
[Operation<IamApi>]
internal sealed class TagOpenIDConnectProvider(IOpenIdConnectProviderStore providers) : IOperation<TagOpenIDConnectProviderRequest, Nothing>
{
    public static Access Requires(TagOpenIDConnectProviderRequest request, Caller caller) =>
        Access.On(request.OpenIDConnectProviderArn).WithRequestTags(TagShape.Pairs(request.Tags));

    public ValueTask<Nothing> HandleAsync(TagOpenIDConnectProviderRequest request, Caller caller, CancellationToken ct)
    {
        var added = TagShape.ToSet(request.Tags);
        return providers.RequireChangeAsync(
            caller,
            request.OpenIDConnectProviderArn,
            provider => provider with { Tags = TagShape.Merge(provider.Tags, added, "TagsPerOpenIDConnectProvider") },
            ct);
    }
}

using Slipway.Identity;
using Slipway.Identity.Providers;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.SamlProviders;

internal sealed record TagSAMLProviderRequest(
    [Length(20, 2048)] string SAMLProviderArn, [Items(0, IamQuotas.Tags)] IReadOnlyList<TagShape> Tags);

/// <summary>Adds tags to a provider, or puts them in the place of those with the same keys. AWS: API_TagSAMLProvider.</summary>
[Operation<IamApi>]
internal sealed class TagSAMLProvider(ISamlProviderStore providers) : IOperation<TagSAMLProviderRequest, Nothing>
{
    public static Access Requires(TagSAMLProviderRequest request, Caller caller) =>
        Access.On(request.SAMLProviderArn).WithRequestTags(TagShape.Pairs(request.Tags));

    public ValueTask<Nothing> HandleAsync(TagSAMLProviderRequest request, Caller caller, CancellationToken ct)
    {
        var added = TagShape.ToSet(request.Tags);
        return providers.RequireChangeAsync(
            caller,
            request.SAMLProviderArn,
            provider => provider with { Tags = TagShape.Merge(provider.Tags, added, "TagsPerSAMLProvider") },
            ct);
    }
}

using Slipway.Identity;
using Slipway.Identity.Providers;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.SamlProviders;

internal sealed record UntagSAMLProviderRequest(
    [Length(20, 2048)] string SAMLProviderArn,
    [Items(0, IamQuotas.Tags)] [Length(1, TagShape.LongestKey)] [Pattern(TagShape.KeyPattern)] IReadOnlyList<string> TagKeys);

/// <summary>Removes tags from a provider; keys that it does not have are passed over. AWS: API_UntagSAMLProvider.</summary>
[Operation<IamApi>]
internal sealed class UntagSAMLProvider(ISamlProviderStore providers) : IOperation<UntagSAMLProviderRequest, Nothing>
{
    public static Access Requires(UntagSAMLProviderRequest request, Caller caller) =>
        Access.On(request.SAMLProviderArn).WithTagKeys(request.TagKeys);

    public ValueTask<Nothing> HandleAsync(UntagSAMLProviderRequest request, Caller caller, CancellationToken ct) =>
        providers.RequireChangeAsync(
            caller, request.SAMLProviderArn, provider => provider with { Tags = TagShape.Without(provider.Tags, request.TagKeys) }, ct);
}

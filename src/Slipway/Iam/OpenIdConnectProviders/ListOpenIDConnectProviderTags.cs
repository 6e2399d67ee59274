using Slipway.Identity.Providers;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.OpenIdConnectProviders;

internal sealed record ListOpenIDConnectProviderTagsRequest(
    [Length(20, 2048)] string OpenIDConnectProviderArn,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListOpenIDConnectProviderTagsResponse(IReadOnlyList<TagShape> Tags, bool IsTruncated, string? Marker);

/// <summary>A page of a provider's tags, by key. AWS: API_ListOpenIDConnectProviderTags.</summary>
[Operation<IamApi>]
internal sealed class ListOpenIDConnectProviderTags(IOpenIdConnectProviderStore providers, Paging paging)
    : IOperation<ListOpenIDConnectProviderTagsRequest, ListOpenIDConnectProviderTagsResponse>
{
    public static Access Requires(ListOpenIDConnectProviderTagsRequest request, Caller caller) => Access.On(request.OpenIDConnectProviderArn);

    public async ValueTask<ListOpenIDConnectProviderTagsResponse> HandleAsync(
        ListOpenIDConnectProviderTagsRequest request, Caller caller, CancellationToken ct)
    {
        var provider = await providers.RequireAsync(caller, request.OpenIDConnectProviderArn, ct);
        var page = TagPage.Of(provider.Tags, paging.Ask(caller, nameof(ListOpenIDConnectProviderTags), request.Marker, request.MaxItems, provider.Arn));
        return new(page.Tags, page.IsTruncated, page.Marker);
    }
}

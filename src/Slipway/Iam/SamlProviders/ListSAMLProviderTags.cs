using Slipway.Identity.Providers;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.SamlProviders;

internal sealed record ListSAMLProviderTagsRequest(
    [Length(20, 2048)] string SAMLProviderArn,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListSAMLProviderTagsResponse(IReadOnlyList<TagShape> Tags, bool IsTruncated, string? Marker);

/// <summary>A page of a provider's tags, by key. AWS: API_ListSAMLProviderTags.</summary>
[Operation<IamApi>]
internal sealed class ListSAMLProviderTags(ISamlProviderStore providers, Paging paging)
    : IOperation<ListSAMLProviderTagsRequest, ListSAMLProviderTagsResponse>
{
    public static Access Requires(ListSAMLProviderTagsRequest request, Caller caller) => Access.On(request.SAMLProviderArn);

    public async ValueTask<ListSAMLProviderTagsResponse> HandleAsync(
        ListSAMLProviderTagsRequest request, Caller caller, CancellationToken ct)
    {
        var provider = await providers.RequireAsync(caller, request.SAMLProviderArn, ct);
        var page = TagPage.Of(provider.Tags, paging.Ask(caller, nameof(ListSAMLProviderTags), request.Marker, request.MaxItems, provider.Arn));
        return new(page.Tags, page.IsTruncated, page.Marker);
    }
}

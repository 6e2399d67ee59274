using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Quotas;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Quotas;

internal sealed record ListStorageQuotasRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, string? NextToken, [Bounds(1, 1000)] int? MaxResults);

internal sealed record ListStorageQuotasResponse(IReadOnlyList<StorageQuotaShape> StorageQuotas, string? NextToken);

/// <summary>The registry's quota first, where it has one, then those of repositories by name. Ours: API_ListStorageQuotas.</summary>
[Operation<SlipwayApi>]
internal sealed class ListStorageQuotas(IStorageQuotaStore quotas, PageTokens pageTokens) : IOperation<ListStorageQuotasRequest, ListStorageQuotasResponse>
{
    public static Access Requires(ListStorageQuotasRequest request, Caller caller) => Access.On(EcrArns.AnyRepository(EcrApi.ScopeOf(caller, request.RegistryId)));

    public async ValueTask<ListStorageQuotasResponse> HandleAsync(ListStorageQuotasRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, request.RegistryId);
        var listing = $"slipway:ListStorageQuotas {registry.Account} {registry.Region}";
        RepositoryName? after = null;
        if (request.NextToken is { } token)
            after = pageTokens.TryRead(listing, token, out var position) && RepositoryName.TryParse(position, out var name) ? name : throw EcrErrors.InvalidPageToken();

        List<StorageQuotaShape> found = [];
        if (after is null && await quotas.FindAsync(registry, ct) is { MostBytes: not null } whole) found.Add(StorageQuotaShape.Of(registry, null, whole));
        var page = await quotas.ListAsync(registry, after, request.MaxResults ?? EcrApi.DefaultPage, ct);
        found.AddRange(page.Items.Select(item => StorageQuotaShape.Of(registry, item.Repository, item.Use)));
        return new(found, page.HasMore ? pageTokens.Issue(listing, page.Items[^1].Repository.ToString()) : null);
    }
}

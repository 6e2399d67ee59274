using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Accounts;

internal sealed record ListAccountsRequest(
    [Length(0, Patterns.LongestToken)] [Pattern(Patterns.NextToken)] string? NextToken,
    [Bounds(1, Patterns.MostResults)] int? MaxResults);

internal sealed record ListAccountsResponse(IReadOnlyList<AccountShape> Accounts, string? NextToken);

/// <summary>All accounts of the organization, closed ones too. AWS: API_ListAccounts.</summary>
[Operation<OrganizationsApi>]
internal sealed class ListAccounts(IOrganizationStore organizations, Paging paging) : IOperation<ListAccountsRequest, ListAccountsResponse>
{
    public static Access Requires(ListAccountsRequest request, Caller caller) => Access.On("*");

    public async ValueTask<ListAccountsResponse> HandleAsync(ListAccountsRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        var page = paging.Ask(caller, nameof(ListAccounts), request.NextToken, request.MaxResults);
        var found = await organizations.ListAccountsAsync(organization.Id, page.After, page.Limit, ct);
        return new([.. found.Items.Select(account => AccountShape.Of(account, organization))], page.TokenAfter(found, item => item.Id));
    }
}

using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Accounts;

internal sealed record ListCreateAccountStatusRequest(
    IReadOnlyList<AccountRequestState>? States,
    [Length(0, Patterns.LongestToken)] [Pattern(Patterns.NextToken)] string? NextToken,
    [Bounds(1, Patterns.MostResults)] int? MaxResults);

internal sealed record ListCreateAccountStatusResponse(IReadOnlyList<CreateAccountStatus> CreateAccountStatuses, string? NextToken);

/// <summary>What became of every CreateAccount, or of those in some states. AWS: API_ListCreateAccountStatus.</summary>
[Operation<OrganizationsApi>]
internal sealed class ListCreateAccountStatus(IOrganizationStore organizations, Paging paging)
    : IOperation<ListCreateAccountStatusRequest, ListCreateAccountStatusResponse>
{
    public static Access Requires(ListCreateAccountStatusRequest request, Caller caller) => Access.On("*");

    public async ValueTask<ListCreateAccountStatusResponse> HandleAsync(ListCreateAccountStatusRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        IReadOnlyList<AccountRequestState> states = request.States is { Count: > 0 } asked ? asked : Enum.GetValues<AccountRequestState>();
        var page = paging.Ask(caller, nameof(ListCreateAccountStatus), request.NextToken, request.MaxResults, string.Join(',', states));
        var found = await organizations.ListRequestsAsync(organization.Id, states, page.After, page.Limit, ct);
        return new([.. found.Items.Select(CreateAccountStatus.Of)], page.TokenAfter(found, item => item.Id));
    }
}

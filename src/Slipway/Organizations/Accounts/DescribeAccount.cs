using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Accounts;

internal sealed record DescribeAccountRequest([Length(0, 12)] [Pattern(Patterns.Account)] string AccountId);

internal sealed record DescribeAccountResponse(AccountShape Account);

/// <summary>One account of the organization. AWS: API_DescribeAccount.</summary>
[Operation<OrganizationsApi>]
internal sealed class DescribeAccount(IOrganizationStore organizations) : IOperation<DescribeAccountRequest, DescribeAccountResponse>
{
    public static Access Requires(DescribeAccountRequest request, Caller caller) => Access.On(OrganizationsArns.Of(caller, request.AccountId));

    public async ValueTask<DescribeAccountResponse> HandleAsync(DescribeAccountRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        return new(AccountShape.Of(await organizations.RequireAccountAsync(organization, request.AccountId, ct), organization));
    }
}

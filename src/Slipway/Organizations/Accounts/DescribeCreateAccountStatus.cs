using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Accounts;

internal sealed record DescribeCreateAccountStatusRequest([Length(0, 36)] [Pattern(Patterns.AccountRequest)] string CreateAccountRequestId);

internal sealed record DescribeCreateAccountStatusResponse(CreateAccountStatus CreateAccountStatus);

/// <summary>What became of a CreateAccount. AWS: API_DescribeCreateAccountStatus.</summary>
[Operation<OrganizationsApi>]
internal sealed class DescribeCreateAccountStatus(IOrganizationStore organizations)
    : IOperation<DescribeCreateAccountStatusRequest, DescribeCreateAccountStatusResponse>
{
    public static Access Requires(DescribeCreateAccountStatusRequest request, Caller caller) => Access.On("*");

    public async ValueTask<DescribeCreateAccountStatusResponse> HandleAsync(
        DescribeCreateAccountStatusRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        var found = await organizations.FindRequestAsync(organization.Id, request.CreateAccountRequestId, ct);
        return new(CreateAccountStatus.Of(found ?? throw OrganizationsErrors.AccountRequestNotFound()));
    }
}

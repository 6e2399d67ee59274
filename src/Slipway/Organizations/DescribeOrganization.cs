using Slipway.Identity.Organizations;
using Slipway.Wire;

namespace Slipway.Organizations;

internal sealed record DescribeOrganizationRequest;

internal sealed record DescribeOrganizationResponse(OrganizationShape Organization);

/// <summary>The organization of the caller's account; members may ask too. AWS: API_DescribeOrganization.</summary>
[Operation<OrganizationsApi>]
internal sealed class DescribeOrganization(IOrganizationStore organizations) : IOperation<DescribeOrganizationRequest, DescribeOrganizationResponse>
{
    public static Access Requires(DescribeOrganizationRequest request, Caller caller) => Access.On("*");

    public async ValueTask<DescribeOrganizationResponse> HandleAsync(DescribeOrganizationRequest request, Caller caller, CancellationToken ct) =>
        new(OrganizationShape.Of(await organizations.FindAsync(caller.Account, ct) ?? throw OrganizationsErrors.NotInUse()));
}
